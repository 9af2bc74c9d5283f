// What executed blocks that are not final see: their ancestors' writes and pages over the committed ones.
#pragma once

#include "ledger/ledger.h"

namespace kula::ledger {

// State after an executed block. It holds the block, so it may outlive the block's place in the ledger.
class BlockState final : public state::StateView {
 public:
  BlockState(ExecutedBlockPointer block, std::unique_ptr<state::StateView> below)
      : block_(std::move(block)), below_(std::move(below)) {}

  [[nodiscard]] std::optional<Bytes> get(const state::StateKey& key) const override;
  void scan(ByteView prefix, ByteView from, const Visitor& visit) const override;

 private:
  ExecutedBlockPointer block_;
  std::unique_ptr<state::StateView> below_;
};

// The blocks from `newest` down to the first above the committed ones.
using Branch = std::vector<ExecutedBlockPointer>;

// Pages as a child of a branch sees them: a page's version is the height of the block that wrote it.
class BranchPages final : public state::PageSource {
 public:
  // REQUIRES that `committed` and `branch` outlive it.
  BranchPages(const state::PageSource& committed, const Branch& branch)
      : committed_(committed), branch_(branch) {}
  [[nodiscard]] state::PagePointer read(const state::PageName& name) const override;

 private:
  const state::PageSource& committed_;
  const Branch& branch_;
};

}  // namespace kula::ledger
