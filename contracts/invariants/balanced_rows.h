// An invariant that says: sums over the rows of some tables balance. One function says what is added up; it
// is asked about what was written and about a whole state. Included by .cpp files only.
#pragma once

#include <type_traits>

#include "contracts/invariants/changes.h"
#include "contracts/kernel/invariant.h"

namespace kula::contracts::invariants {

// `Balanced`, a lambda without captures, answers bool for `add_rows`, which it calls once a table as
// add_rows(table, add, parts...): add(key, record, sign) then gets every row whose key begins with the parts.
template <class Balanced>
[[nodiscard]] Invariant balanced_rows(std::string_view name, Balanced) {
  static_assert(std::is_empty_v<Balanced>, "an invariant is a pair of plain functions");
  return {name,
          [](const state::Overlay& changes) {
            return Balanced{}([&](const auto& table, auto add, const auto&... parts) {
              add_changes(changes, table, add, parts...);
            });
          },
          [](const state::StateView& state) {
            return Balanced{}([&](const auto& table, auto add, const auto&... parts) {
              add_whole(state, table, add, parts...);
            });
          }};
}

}  // namespace kula::contracts::invariants
