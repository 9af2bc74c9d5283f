// What nodes say to each other. The order of alternatives and fields is the format on the wire: append, never
// change. Answers carry the nonce of the question (R22).
#pragma once

#include "consensus/message.h"
#include "ledger/types/snapshot.h"
#include "node/engine/limits.h"

namespace kula::engine {

struct ConsensusMessage {
  consensus::Message message;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("message", message));
  }
};

// Where a node stands: said when a connection is made, and slowly ever after (R10, R19).
struct StatusMessage {
  types::BlockHeader tip;
  std::optional<types::FinalityProof> finality;  // of the tip; absent for the genesis block
  types::View view;                              // of the epoch after the tip
  TimeMs now;                                    // the sender's clock (R13)
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("tip", tip), codec::field("finality", finality), codec::field("view", view),
            codec::field("now", now));
  }
};

// Gossip: transactions that the receiver may not have, each as its canonical bytes.
struct TransactionsMessage {
  std::vector<Bytes> transactions;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("transactions", transactions));
  }
};

// Parts of a proposed block's body.
struct BodyRequest {
  std::uint64_t nonce = 0;
  types::BlockId block;
  std::vector<std::uint32_t> indices;  // places in the block, ascending
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("block", block), codec::field("indices", indices));
  }
};
struct BodyAnswer {
  std::uint64_t nonce = 0;
  std::vector<Bytes> transactions;  // in the order asked for; none when the block is not here
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("transactions", transactions));
  }
};

// A block by its id, final or not.
struct BlockRequest {
  std::uint64_t nonce = 0;
  types::BlockId block;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("block", block));
  }
};
struct BlockAnswer {
  std::uint64_t nonce = 0;
  std::optional<Bytes> block;  // types::encode_block(); none when it is not here
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("block", block));
  }
};

// Certificates of views of an epoch (R2); answered by ConsensusMessages.
struct CertificatesRequest {
  types::Epoch epoch;
  types::View first;
  types::View last;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("epoch", epoch), codec::field("first", first), codec::field("last", last));
  }
};

// Final blocks by height (R19).
struct RangeRequest {
  std::uint64_t nonce = 0;
  Height first;
  std::uint16_t count = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("first", first), codec::field("count", count));
  }
};
struct FinalBlock {
  Bytes block;  // types::encode_block()
  types::FinalityProof finality;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("block", block), codec::field("finality", finality));
  }
};
struct RangeAnswer {
  std::uint64_t nonce = 0;
  std::vector<FinalBlock> blocks;  // from `first` on, as many as fit
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("blocks", blocks));
  }
};

// The newest snapshot that a node serves (R19).
struct SnapshotRequest {
  std::uint64_t nonce = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce));
  }
};
struct SnapshotAnswer {
  std::uint64_t nonce = 0;
  std::optional<types::SnapshotManifest> manifest;  // none when there is none here
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("manifest", manifest));
  }
};

// How epochs ended: what leads from the genesis to a snapshot's validators (R17).
struct ClosesRequest {
  std::uint64_t nonce = 0;
  types::Epoch first;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("first", first));
  }
};
struct ClosesAnswer {
  std::uint64_t nonce = 0;
  std::vector<types::EpochClose> closes;  // of `first` and the epochs after it, as many as fit
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("closes", closes));
  }
};

// A part of a snapshot: the rows of the state after `block`.
struct ChunkRequest {
  std::uint64_t nonce = 0;
  types::BlockId block;
  std::uint8_t depth = 0;  // of the manifest that is meant: it can be cut in other ways
  std::uint32_t part = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("block", block), codec::field("depth", depth),
            codec::field("part", part));
  }
};
struct ChunkAnswer {
  std::uint64_t nonce = 0;
  std::optional<Bytes> chunk;  // of a SnapshotChunk; none when that snapshot is not here
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("nonce", nonce), codec::field("chunk", chunk));
  }
};

using PeerMessage =
    std::variant<ConsensusMessage, StatusMessage, TransactionsMessage, BodyRequest, BodyAnswer, BlockRequest,
                 BlockAnswer, CertificatesRequest, RangeRequest, RangeAnswer, SnapshotRequest, SnapshotAnswer,
                 ClosesRequest, ClosesAnswer, ChunkRequest, ChunkAnswer>;

[[nodiscard]] Bytes encode_peer_message(const PeerMessage& message);
// Nothing when the bytes are not canonical or beyond kMaxPeerMessageBytes.
[[nodiscard]] std::optional<PeerMessage> decode_peer_message(ByteView bytes);

}  // namespace kula::engine
