// A chain's present state in memory, rows and tree, without its past.
#pragma once

#include "ledger/state/state_tree.h"

namespace kula::ledger {

class MemoryState final : public state::StateView, public state::PageSource {
 public:
  [[nodiscard]] std::optional<Bytes> get(const state::StateKey& key) const override;
  void scan(ByteView prefix, ByteView from, const Visitor& visit) const override;
  [[nodiscard]] state::PagePointer read(const state::PageName& name) const override;

  // Takes what a block wrote, and forgets what it replaced.
  void apply(const state::Writes& writes, const state::TreeUpdate& tree);

 private:
  std::map<state::StateKey, Bytes> rows_;
  std::map<state::PageName, state::PagePointer> pages_;
};

}  // namespace kula::ledger
