// fund/<slug>/committed = what that fund's approved grants still have to pay (C8.3), fund by fund.
#include <map>

#include "contracts/charity/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/escrow_check.h"

namespace kula::contracts::invariants {

namespace {

std::uint64_t owed(const charity::Grant& grant) {
  return grant.state == charity::GrantState::approved ? grant.amount.value - grant.disbursed.value : 0;
}

using PerFund = std::map<std::string, Sum>;  // balance less liabilities; every entry must be zero

bool all_zero(const PerFund& differences) {
  return std::all_of(differences.begin(), differences.end(), [](const auto& entry) { return entry.second == 0; });
}

bool holds_after(const state::Overlay& changes) {
  PerFund differences;
  const auto add = [&](const auto& table, const auto& value_of) {
    const auto prefix = table.prefix();
    for (auto write = changes.writes().lower_bound(prefix); write != changes.writes().end(); ++write) {
      if (!std::equal(prefix.begin(), prefix.end(), write->first.begin())) return;
      const auto before = changes.below().get(write->first);
      value_of(table.key_of(write->first), before, write->second, differences);
    }
  };
  add(kBooks, [](const auto& key, const auto& before, const auto& after, PerFund& out) {
    const Book& book = std::get<0>(key);
    if (book.raw.kind != BookKind::fund_committed) return;
    if (after) out[book.raw.name] += static_cast<Sum>(decltype(kBooks)::decoded(*after).balance.value);
    if (before) out[book.raw.name] -= static_cast<Sum>(decltype(kBooks)::decoded(*before).balance.value);
  });
  add(charity::kGrants, [](const auto& key, const auto& before, const auto& after, PerFund& out) {
    auto& difference = out[std::get<0>(key).value];
    if (after) difference -= static_cast<Sum>(owed(decltype(charity::kGrants)::decoded(*after)));
    if (before) difference += static_cast<Sum>(owed(decltype(charity::kGrants)::decoded(*before)));
  });
  return all_zero(differences);
}

bool holds(const state::StateView& state) {
  PerFund differences;
  kBooks.scan(state, [&](const auto& key, const BookRecord& record) {
    const Book& book = std::get<0>(key);
    if (book.raw.kind == BookKind::fund_committed) {
      differences[book.raw.name] += static_cast<Sum>(record.balance.value);
    }
    return true;
  });
  charity::kGrants.scan(state, [&](const auto& key, const charity::Grant& grant) {
    differences[std::get<0>(key).value] -= static_cast<Sum>(owed(grant));
    return true;
  });
  return all_zero(differences);
}

}  // namespace

Invariant grants_are_covered() { return {"grants_are_covered", holds_after, holds}; }

}  // namespace kula::contracts::invariants
