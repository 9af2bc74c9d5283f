#include "ledger/branch.h"

#include "ledger/base/check.h"

namespace kula::ledger {

std::optional<Bytes> BlockState::get(const state::StateKey& key) const {
  const auto* found = block_->index.find(key);
  return found != nullptr ? found->second : below_->get(key);
}

void BlockState::scan(ByteView prefix, ByteView from, const Visitor& visit) const {
  state::scan_merged(block_->writes, *below_, prefix, from, visit);
}

state::PagePointer BranchPages::read(const state::PageName& name) const {
  for (const ExecutedBlockPointer& block : branch_) {
    if (block->block.header.height.value != name.version) continue;
    const auto found = block->tree.pages.find(name);
    KULA_CHECK(found != block->tree.pages.end(),
               "an executed block does not hold a page that its tree refers to; report this as a bug");
    return found->second;
  }
  return committed_.read(name);
}

}  // namespace kula::ledger
