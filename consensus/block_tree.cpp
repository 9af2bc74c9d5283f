#include "consensus/block_tree.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace kula::consensus {

void BlockTree::reset(const types::BlockHeader& final_header) {
  final_header_ = final_header;
  final_id_ = types::id_of(final_header);
  blocks_.clear();
}

void BlockTree::add(const types::BlockId& id, KnownBlock block) {
  if (id == final_id_ || block.header.height <= final_header_.height) return;
  blocks_.emplace(id, std::move(block));
}

KnownBlock* BlockTree::find(const types::BlockId& id) {
  const auto found = blocks_.find(id);
  return found == blocks_.end() ? nullptr : &found->second;
}

const KnownBlock* BlockTree::find(const types::BlockId& id) const {
  const auto found = blocks_.find(id);
  return found == blocks_.end() ? nullptr : &found->second;
}

const types::BlockHeader* BlockTree::header(const types::BlockId& id) const {
  if (id == final_id_) return &final_header_;
  const auto* block = find(id);
  return block == nullptr ? nullptr : &block->header;
}

bool BlockTree::is_executed(const types::BlockId& id) const {
  if (id == final_id_) return true;
  const auto* block = find(id);
  return block != nullptr && block->state == BlockState::executed;
}

void BlockTree::ask_again() {
  for (auto& [id, block] : blocks_) {
    if (block.state == BlockState::unknown) block.state = BlockState::known;
  }
}

BlockTree::Path BlockTree::path_to(const types::BlockId& id) const {
  Path path;
  auto at = id;
  while (at != final_id_) {
    const auto* block = find(at);
    if (block == nullptr) return {Reach::unknown_ancestor, {}};
    path.blocks.push_back(at);
    if (block->header.height <= next(final_header_.height) && block->header.parent != final_id_) {
      return {Reach::contradicts, {}};
    }
    at = block->header.parent;
  }
  std::reverse(path.blocks.begin(), path.blocks.end());
  path.reach = Reach::reaches;
  return path;
}

std::vector<types::BlockId> BlockTree::make_final(const types::BlockId& id) {
  const auto found = blocks_.find(id);
  KULA_CHECK(found != blocks_.end() && found->second.state == BlockState::executed,
             "a block becomes final that was not executed here; report this as a bug");
  KULA_CHECK(
      found->second.header.parent == final_id_ && found->second.header.height == next(final_header_.height),
      "a block becomes final that does not extend the final chain; report this as a bug");
  final_header_ = found->second.header;
  final_id_ = id;
  // What is left is not above it, or is of a view before it, or descends from a sibling.
  std::vector<types::BlockId> dropped;
  for (const auto& [other, block] : blocks_) {
    const bool above = block.header.height > final_header_.height &&
                       (block.header.epoch != final_header_.epoch || block.header.view > final_header_.view);
    if (!above || path_to(other).reach == Reach::contradicts) dropped.push_back(other);
  }
  for (const auto& other : dropped) blocks_.erase(other);
  return dropped;
}

}  // namespace kula::consensus
