// The Merkle mountain range over block ids (the history root): every header commits to all earlier blocks.
// Peaks are perfect trees over runs of blocks, largest first; the root hashes the count and the peaks
// together.
#pragma once

#include "ledger/base/expected.h"
#include "ledger/types/ids.h"
#include "ledger/types/merkle_list.h"

namespace kula::types {

// The range's right edge: all that is needed to append. Blocks 0 .. count-1 are in it.
struct HistoryPeaks {
  std::uint64_t count = 0;
  std::vector<Hash> peaks;  // one per set bit of count, highest first
  void append(const BlockId& id);
  // What append() would complete, in order: (level, index at that level, hash), level 0 being the block
  // itself.
  struct Node {
    std::uint8_t level = 0;
    std::uint64_t index = 0;
    Hash hash;
  };
  std::vector<Node> append_and_list(const BlockId& id);
  [[nodiscard]] Hash root() const;  // zero when count is 0
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("count", count), codec::field("peaks", peaks));
  }
};

// That block `height` with some id is among the `count` blocks under a history root.
struct HistoryProof {
  std::uint64_t height = 0;
  std::uint64_t count = 0;
  std::vector<Hash> siblings;  // from the block up to its peak
  std::vector<Hash> peaks;     // all peaks, highest first
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("count", count), codec::field("siblings", siblings),
            codec::field("peaks", peaks));
  }
};
// Looks up a stored node of the range (level, index); answers nothing when it is not stored.
using HistoryNodes = std::optional<Hash> (*)(const void* context, std::uint8_t level, std::uint64_t index);
[[nodiscard]] std::optional<HistoryProof> prove_in_history(const HistoryPeaks& peaks, std::uint64_t height,
                                                           HistoryNodes nodes, const void* context);
[[nodiscard]] bool verify_in_history(const Hash& history_root, const BlockId& id, const HistoryProof& proof);

}  // namespace kula::types
