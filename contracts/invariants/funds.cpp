// A fund's totals are those of its grants (C8.6): numbers of grants, what is granted and what was disbursed.
#include "contracts/charity/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/invariants/balanced_rows.h"

namespace kula::contracts::invariants {

namespace {

using charity::GrantState;

enum class Total : std::uint8_t { grants, open_grants, granted, disbursed };
using TotalsByFund = SumsBy<std::pair<Slug, Total>>;

bool is_open(GrantState state) { return state == GrantState::proposed || state == GrantState::approved; }

// What a grant took out of its fund and did not return.
std::uint64_t granted(const charity::Grant& grant) {
  return grant.state == GrantState::approved ? grant.amount.value : grant.disbursed.value;
}

constexpr auto kFundTotals = [](auto add_rows) {
  TotalsByFund differences;
  add_rows(charity::kFunds, [&](const auto& key, const charity::Fund& fund, Sum sign) {
    const Slug& slug = std::get<0>(key);
    differences[{slug, Total::grants}] += sign * static_cast<Sum>(fund.grants);
    differences[{slug, Total::open_grants}] += sign * static_cast<Sum>(fund.open_grants);
    differences[{slug, Total::granted}] += sign * static_cast<Sum>(fund.granted.value);
    differences[{slug, Total::disbursed}] += sign * static_cast<Sum>(fund.disbursed.value);
  });
  add_rows(charity::kGrants, [&](const auto& key, const charity::Grant& grant, Sum sign) {
    const Slug& slug = std::get<0>(key);
    differences[{slug, Total::grants}] -= sign;
    differences[{slug, Total::open_grants}] -= is_open(grant.state) ? sign : 0;
    differences[{slug, Total::granted}] -= sign * static_cast<Sum>(granted(grant));
    differences[{slug, Total::disbursed}] -= sign * static_cast<Sum>(grant.disbursed.value);
  });
  return all_zero(differences);
};

}  // namespace

Invariant fund_totals_agree() { return balanced_rows("fund_totals_agree", kFundTotals); }

}  // namespace kula::contracts::invariants
