// A book that stands for liabilities (C0.9): its balance equals the sum of what its rows owe. Included by
// .cpp files only.
#pragma once

#include "contracts/invariants/changes.h"
#include "contracts/kernel/invariant.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts::invariants {

// Change of one book's balance.
[[nodiscard]] inline Sum changed_balance(const state::Overlay& changes, const Book& book) {
  const auto key = kBooks.key(book);
  const auto write = changes.writes().find(key);
  if (write == changes.writes().end()) return 0;
  const auto before = changes.below().get(key);
  const auto value = [](const std::optional<Bytes>& bytes) {
    return bytes ? static_cast<Sum>(decltype(kBooks)::decoded(*bytes).balance.value) : Sum{0};
  };
  return value(write->second) - value(before);
}

[[nodiscard]] inline Sum whole_balance(const state::StateView& state, const Book& book) {
  return static_cast<Sum>(kBooks.get_or_default(state, book).balance.value);
}

// escrow/<kName> = the sum of kOwed(record) over kTable.
template <const auto& kTable, const std::string_view& kName, auto kOwed>
[[nodiscard]] Invariant escrow_covers(std::string_view invariant) {
  return {invariant,
          [](const state::Overlay& changes) {
            return changed_balance(changes, Book::escrow(kName)) == changed_sum(changes, kTable, kOwed);
          },
          [](const state::StateView& state) {
            return whole_balance(state, Book::escrow(kName)) == whole_sum(state, kTable, kOwed);
          }};
}

}  // namespace kula::contracts::invariants
