#include "contracts/credits/redeem.h"

#include "contracts/accounts/accounts.h"
#include "contracts/credits/codes.h"
#include "contracts/credits/events.h"
#include "contracts/credits/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/posting.h"
#include "contracts/kernel/schedule.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::credits {

namespace {

Expected<Redemption, Rejection> find_open(const Context& context, std::uint64_t number) {
  auto redemption = kRedemptions.get(context.state, number);
  if (!redemption) return reject(kRedemptionNotFound);
  // From the expiry on it is closed, whether or not the job that returns it ran already (C0.4).
  if (redemption->state != RedemptionState::open || context.now >= redemption->expiry.due) {
    return reject(kRedemptionClosed);
  }
  return *redemption;
}

// Ends a redemption and moves its credits out of escrow.
Outcome close(Context& context, std::uint64_t number, Redemption redemption, RedemptionState state) {
  const bool settled = state == RedemptionState::settled;
  redemption.state = state;
  kRedemptions.put(context.state, number, redemption);
  emit(context, RedemptionChanged{number, state});
  return post(context, Book::escrow(kEscrowRedemption),
              settled ? Book::external() : Book::account(redemption.owner), redemption.amount,
              settled ? PostingReason::redeem_settled : PostingReason::redeem_returned,
              "redemption/" + std::to_string(number));
}

// What an issuer needs to decide about somebody's redemption.
Expected<Redemption, Rejection> find_for_issuer(const ActionContext& context, std::uint64_t number) {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::issuer);
      !allowed) {
    return fail(allowed.error());
  }
  auto redemption = find_open(context, number);
  if (!redemption) return redemption;
  if (auto untied = ties::require_untied(context, context.sender, redemption->owner); !untied) {
    return fail(untied.error());
  }
  return redemption;
}

}  // namespace

Outcome Redeem::validate() const {
  if (amount.value == 0) return reject(kZeroAmount);
  return {};
}

Outcome Redeem::apply(ActionContext& context) const {
  auto counter = kRedemptionCounter.get_or_default(context.state);
  const auto number = counter.next++;
  kRedemptionCounter.put(context.state, counter);
  const auto expiry = schedule(context, after(context.now, context.policy.credits.redemption_timeout_ms),
                               ExpireRedemption{number});
  kRedemptions.put(
      context.state, number,
      Redemption{context.sender, amount, payout_reference, RedemptionState::open, Hash{}, expiry});
  emit(context, RedemptionChanged{number, RedemptionState::open});
  return post(context, Book::account(context.sender), Book::escrow(kEscrowRedemption), amount,
              PostingReason::redeem, "redemption/" + std::to_string(number));
}

Outcome CancelRedemption::apply(ActionContext& context) const {
  const auto found = kRedemptions.get(context.state, redemption);
  if (!found) return reject(kRedemptionNotFound);
  if (found->owner != context.sender) return reject(kNotAllowed);
  auto open = find_open(context, redemption);
  if (!open) return fail(open.error());
  cancel(context, open->expiry);
  return close(context, redemption, *open, RedemptionState::cancelled);
}

Outcome Settle::apply(ActionContext& context) const {
  auto open = find_for_issuer(context, redemption);
  if (!open) return fail(open.error());
  cancel(context, open->expiry);
  open->settlement_reference = settlement_reference;
  return close(context, redemption, *open, RedemptionState::settled);
}

Outcome RejectRedemption::apply(ActionContext& context) const {
  auto open = find_for_issuer(context, redemption);
  if (!open) return fail(open.error());
  cancel(context, open->expiry);
  return close(context, redemption, *open, RedemptionState::rejected);
}

Outcome ExpireRedemption::run(JobContext& context) const {
  auto found = kRedemptions.get(context.state, redemption);
  if (!found || found->state != RedemptionState::open) return {};
  return close(context, redemption, *found, RedemptionState::expired);
}

}  // namespace kula::contracts::credits
