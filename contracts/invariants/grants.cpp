// fund/<slug>/committed = what that fund's approved grants still have to pay (C8.3), fund by fund.
#include "contracts/charity/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/balanced_rows.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts::invariants {

namespace {

using CommittedByFund = SumsBy<std::string>;  // balance less liabilities

constexpr auto kCommitted = [](auto add_rows) {
  CommittedByFund differences;
  add_rows(
      kBooks,
      [&](const auto& key, const BookRecord& record, Sum sign) {
        differences[std::get<0>(key).raw.name] += sign * static_cast<Sum>(record.balance.value);
      },
      BookKind::fund_committed);  // a book's key begins with its kind
  add_rows(charity::kGrants, [&](const auto& key, const charity::Grant& grant, Sum sign) {
    if (grant.state != charity::GrantState::approved) return;
    differences[std::get<0>(key).value] -=
        sign * (static_cast<Sum>(grant.amount.value) - static_cast<Sum>(grant.disbursed.value));
  });
  return all_zero(differences);
};

}  // namespace

Invariant grants_are_covered() { return balanced_rows("grants_are_covered", kCommitted); }

}  // namespace kula::contracts::invariants
