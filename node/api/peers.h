// What the API says about the network around a node.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/codec/binary.h"
#include "ledger/types/certificate.h"
#include "ledger/types/node_entry.h"

namespace kula::api {

// A node of the registry, or a connected one that has left it. What it said of itself is not proved.
struct PeerView {
  std::string name;
  Hash tls_key;
  std::optional<crypto::PublicKey> consensus_key;
  std::string endpoint;
  bool validator = false;  // of the current epoch
  bool own = false;        // this node's own entry: its consensus key is ours
  bool connected = false;
  std::optional<Height> height;  // these as of its last status
  std::optional<types::Epoch> epoch;
  std::optional<types::View> view;
  std::optional<std::uint64_t> lag;              // blocks that it is behind us; 0 when it is ahead
  std::optional<std::uint64_t> clock_ahead_ms;   // of ours
  std::optional<std::uint64_t> clock_behind_ms;  // one of the two is 0
  std::optional<std::uint64_t> heard_ms;         // since its last message
  std::uint64_t bytes_in = 0;                    // of messages, since this node started
  std::uint64_t bytes_out = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("tls_key", tls_key),
            codec::field("consensus_key", consensus_key), codec::field("endpoint", endpoint),
            codec::field("validator", validator), codec::field("own", own),
            codec::field("connected", connected), codec::field("height", height),
            codec::field("epoch", epoch), codec::field("view", view), codec::field("lag", lag),
            codec::field("clock_ahead_ms", clock_ahead_ms), codec::field("clock_behind_ms", clock_behind_ms),
            codec::field("heard_ms", heard_ms), codec::field("bytes_in", bytes_in),
            codec::field("bytes_out", bytes_out));
  }
};

struct PeerList {
  std::vector<PeerView> peers;  // by name
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("peers", peers));
  }
};

// Two votes of one validator that exclude each other (R15). The bytes are what node.evidence takes.
struct EvidenceView {
  crypto::PublicKey validator;
  types::Epoch epoch;
  types::View view;
  types::Vote first;
  types::Vote second;
  Bytes first_bytes;  // canonical
  Bytes second_bytes;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("validator", validator), codec::field("epoch", epoch), codec::field("view", view),
            codec::field("first", first), codec::field("second", second),
            codec::field("first_bytes", first_bytes), codec::field("second_bytes", second_bytes));
  }
};

struct EvidenceList {
  std::vector<EvidenceView> evidence;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("evidence", evidence));
  }
};

}  // namespace kula::api
