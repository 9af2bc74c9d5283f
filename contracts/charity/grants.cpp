#include "contracts/charity/grants.h"

#include "contracts/charity/codes.h"
#include "contracts/charity/events.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/posting.h"

namespace kula::contracts::charity {

Expected<Grant, Rejection> find_grant(const state::StateView& state, const Slug& fund, std::uint64_t number) {
  auto grant = kGrants.get(state, fund, number);
  if (!grant) return reject(kGrantNotFound);
  return std::move(*grant);
}

Expected<Grant, Rejection> find_approved(const Context& context, const Slug& fund, std::uint64_t number) {
  auto grant = find_grant(context.state, fund, number);
  // By the deadline, not by whether the job that returns the rest ran already (C0.4).
  if (grant && (grant->state != GrantState::approved || context.now >= grant->deadline)) {
    return reject(kGrantNotApproved);
  }
  return grant;
}

void write_grant(Context& context, const Slug& fund, std::uint64_t number, const Grant& grant) {
  kGrants.put(context.state, fund, number, grant);
  emit(context, GrantChanged{fund, number, grant.state, static_cast<std::uint32_t>(grant.approvals.size()),
                             grant.milestones_paid, grant.report});
}

Outcome end_grant(Context& context, const Slug& fund, std::uint64_t number, Grant grant, GrantState state) {
  auto owner = kFunds.get_or_default(context.state, fund);
  const bool committed = grant.state == GrantState::approved;
  const Amount rest = committed ? exact_sub(grant.amount, grant.disbursed) : Amount{};
  grant.state = state;
  write_grant(context, fund, number, grant);
  --owner.open_grants;
  owner.granted = exact_sub(owner.granted, rest);
  kFunds.put(context.state, fund, owner);
  return post(context, Book::fund_committed(fund), Book::fund(fund), rest, PostingReason::grant_return,
              reference_of(fund, number));
}

std::vector<types::Address> recipients_of(const state::StateView& state, const Grant& grant) {
  std::vector<types::Address> accounts{grant.organisation};
  if (!grant.beneficiary) return accounts;
  const auto beneficiary = kBeneficiaries.get_or_default(state, grant.organisation, *grant.beneficiary);
  if (beneficiary.account) accounts.push_back(*beneficiary.account);
  return accounts;
}

std::string reference_of(const Slug& fund, std::uint64_t number) {
  return "grant/" + fund.value + "/" + std::to_string(number);
}

}  // namespace kula::contracts::charity
