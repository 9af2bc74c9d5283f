// Rows of a table that a transaction or job wrote, before and after; and sums over them. Included by .cpp
// files only.
#pragma once

#include <algorithm>
#include <map>

#include "ledger/state/table.h"

namespace kula::contracts::invariants {

// Signed and wide: sums of 64-bit amounts over any number of rows.
__extension__ using Sum = __int128;

// visit(const Key& key, const std::optional<Record>& before, const std::optional<Record>& after) for every
// written row of `table` whose key begins with `parts`.
template <class Table, class Visit, class... Parts>
void for_each_change(const state::Overlay& changes, const Table& table, Visit&& visit,
                     const Parts&... parts) {
  const auto prefix = table.prefix(parts...);
  for (auto write = changes.writes().lower_bound(prefix); write != changes.writes().end(); ++write) {
    const auto& key = write->first;
    const bool in_range =
        key.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), key.begin());
    if (!in_range) return;
    const auto before = changes.below().get(key);
    std::optional<typename Table::RecordType> old_record;
    std::optional<typename Table::RecordType> new_record;
    if (before) old_record = Table::decoded(*before);
    if (write->second) new_record = Table::decoded(*write->second);
    visit(Table::key_of(key), old_record, new_record);
  }
}

// Change of the sum of amount_of(record) over a table.
template <class Table, class AmountOf>
Sum changed_sum(const state::Overlay& changes, const Table& table, AmountOf amount_of) {
  Sum sum = 0;
  for_each_change(changes, table, [&](const auto&, const auto& before, const auto& after) {
    if (after) sum += static_cast<Sum>(amount_of(*after));
    if (before) sum -= static_cast<Sum>(amount_of(*before));
  });
  return sum;
}

// The sum of amount_of(record) over a whole table.
template <class Table, class AmountOf>
Sum whole_sum(const state::StateView& state, const Table& table, AmountOf amount_of) {
  Sum sum = 0;
  table.scan(state, [&](const auto&, const auto& record) {
    sum += static_cast<Sum>(amount_of(record));
    return true;
  });
  return sum;
}

// Sums by something: every one of them must be zero. Rows are added with a sign: +1 after, -1 before.
template <class Key>
using SumsBy = std::map<Key, Sum>;

template <class Key>
[[nodiscard]] bool all_zero(const SumsBy<Key>& sums) {
  return std::all_of(sums.begin(), sums.end(), [](const auto& entry) { return entry.second == 0; });
}

// add(const Key& key, const Record& record, Sum sign) for what was written: what is there now, less what was
// before.
template <class Table, class Add, class... Parts>
void add_changes(const state::Overlay& changes, const Table& table, Add add, const Parts&... parts) {
  for_each_change(
      changes, table,
      [&](const auto& key, const auto& before, const auto& after) {
        if (after) add(key, *after, Sum{1});
        if (before) add(key, *before, Sum{-1});
      },
      parts...);
}

// The same over a whole table.
template <class Table, class Add, class... Parts>
void add_whole(const state::StateView& state, const Table& table, Add add, const Parts&... parts) {
  table.scan(
      state,
      [&](const auto& key, const auto& record) {
        add(key, record, Sum{1});
        return true;
      },
      parts...);
}

}  // namespace kula::contracts::invariants
