// What a validator must never forget (R8, R9): the entries of its signing record. The order of alternatives
// and of fields is the format on disk: append, never change.
#pragma once

#include <variant>
#include <vector>

#include "ledger/types/certificate.h"

namespace kula::consensus {

// This key may vote in `epoch`, in views greater than `above` (R9). Written when the key is made (above = 0),
// when an epoch opens, by a rewrite (above = the last final view), when a wiped validator has heard enough of
// the others, and by the operator who ends a wiped state of a set of one (above = the view of the highest
// known finalization).
struct Opened {
  types::ChainId chain_id;
  crypto::PublicKey key;
  types::Epoch epoch;
  types::View above;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("chain_id", chain_id), codec::field("key", key), codec::field("epoch", epoch),
            codec::field("above", above));
  }
  bool operator==(const Opened&) const = default;
};

// As leader of the view this validator proposed `block`, and will propose no other there (R3).
struct Proposed {
  types::Epoch epoch;
  types::View view;
  types::BlockId block;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("epoch", epoch), codec::field("view", view), codec::field("block", block));
  }
  bool operator==(const Proposed&) const = default;
};

// A vote with its signature: sent again after a restart, never made again.
struct Voted {
  types::Vote vote;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("vote", vote));
  }
};

// The canonical bytes of a block that a vote needs durable (R8): types::encode_block().
struct StoredBody {
  types::BlockId block;
  Bytes body;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("block", block), codec::field("body", body));
  }
  bool operator==(const StoredBody&) const = default;
};

// The record of this key was lost or is not to be trusted (R9): until an Opened entry follows, the key does
// not vote. The first entry of the file that replaces a lost record.
struct Wiped {
  types::ChainId chain_id;
  crypto::PublicKey key;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("chain_id", chain_id), codec::field("key", key));
  }
  bool operator==(const Wiped&) const = default;
};

// The notarization that an own finalize stands on (R8). Who finalized can never nullify; if all who held the
// certificate forgot it in a crash, and a faulty validator's vote for it is not given again, nothing else
// would lead out of the view.
struct Notarized {
  types::Certificate notarization;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("notarization", notarization));
  }
};

using RecordEntry = std::variant<Opened, Proposed, Voted, StoredBody, Wiped, Notarized>;

}  // namespace kula::consensus
