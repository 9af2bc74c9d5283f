// The ids of the last blocks, for rules that ask whether somebody knows the chain's end (R18).
#pragma once

#include "ledger/execution/processor.h"

namespace kula::contracts {

// Blocks before the one being executed whose ids can be asked for. Enough for a transaction that names the
// tip to be sent, spread and included, at a hundred blocks a second.
inline constexpr std::uint64_t kRecentBlockCount = 1024;

// A row of the ring: slot = height mod kRecentBlockCount. In state, and not asked of the ledger, so that a
// node that joined by a snapshot answers as the others do. One small row a block is the price.
struct RecentBlock {
  Height height;
  types::BlockId id;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("id", id));
  }
};

// At the end of every block: writes down its parent's id, the newest that it can know.
void remember_parent(state::Overlay& state, const execution::BlockContext& block);

// The id of the chain's block at `height`, seen from `block`. Nothing unless it is one of the
// kRecentBlockCount before it.
[[nodiscard]] std::optional<types::BlockId> recent_block(const state::StateView& state,
                                                         const execution::BlockContext& block, Height height);

}  // namespace kula::contracts

namespace kula::codec {
// How many blocks a run made, and which, is not what it did.
template <>
inline constexpr bool kRunDependent<contracts::RecentBlock> = true;
}  // namespace kula::codec
