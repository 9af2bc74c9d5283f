#include "contracts/kernel/recent_blocks.h"

#include "contracts/kernel/tables.h"

namespace kula::contracts {

namespace {
std::uint64_t slot_of(Height height) { return height.value % kRecentBlockCount; }
}  // namespace

void remember_parent(state::Overlay& state, const execution::BlockContext& block) {
  const Height parent{block.height.value - 1};
  kRecentBlocks.put(state, slot_of(parent), RecentBlock{parent, block.parent});
}

std::optional<types::BlockId> recent_block(const state::StateView& state,
                                           const execution::BlockContext& block, Height height) {
  if (height >= block.height) return std::nullopt;
  if (next(height) == block.height) return block.parent;
  const auto row = kRecentBlocks.get(state, slot_of(height));
  if (!row || row->height != height) return std::nullopt;
  return row->id;
}

}  // namespace kula::contracts
