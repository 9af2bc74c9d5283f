#include "ledger/memory_state.h"

#include "ledger/base/check.h"
#include "ledger/columns.h"

namespace kula::ledger {

std::optional<Bytes> MemoryState::get(const state::StateKey& key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

void MemoryState::scan(ByteView prefix, ByteView from, const Visitor& visit) const {
  auto row = rows_.lower_bound(to_bytes(bytes_less(from, prefix) ? prefix : from));
  for (; row != rows_.end() && begins_with(row->first, prefix); ++row) {
    if (!visit(row->first, row->second)) return;
  }
}

state::PagePointer MemoryState::read(const state::PageName& name) const {
  const auto found = pages_.find(name);
  KULA_CHECK(found != pages_.end(), "a page of the tree in memory is missing; report this as a bug");
  return found->second;
}

void MemoryState::apply(const state::Writes& writes, const state::TreeUpdate& tree) {
  for (const auto& [key, value] : writes) {
    if (value) {
      rows_.insert_or_assign(key, *value);
    } else {
      rows_.erase(key);
    }
  }
  for (const auto& name : tree.stale) pages_.erase(name);
  for (const auto& [name, page] : tree.pages) pages_.emplace(name, page);
}

}  // namespace kula::ledger
