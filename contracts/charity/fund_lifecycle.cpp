#include "contracts/charity/fund_lifecycle.h"

#include "contracts/accounts/accounts.h"
#include "contracts/balance/payout.h"
#include "contracts/charity/codes.h"
#include "contracts/charity/events.h"
#include "contracts/charity/funds.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/posting.h"
#include "contracts/kernel/schedule.h"
#include "contracts/ties/tied.h"
#include "ledger/crypto/sha256.h"

namespace kula::contracts::charity {

namespace {
Outcome require_all_open(const Context& context, const std::vector<types::Address>& addresses) {
  for (const auto& address : addresses) {
    if (auto open = accounts::require_open(context.state, address); !open) return open;
  }
  return {};
}

// A fund that nobody reviewed in time is out of the way, whether or not its job ran already (C0.4).
bool is_free(Context& context, const Slug& slug) {
  const auto fund = kFunds.get(context.state, slug);
  if (!fund) return true;
  if (fund->state != FundState::proposed || context.now < fund->lapse.due) return false;
  cancel(context, fund->lapse);
  emit(context, FundChanged{slug, FundState::closed});
  return true;
}
}  // namespace

Outcome CreateFund::validate() const {
  if (!managers_are_sound(managers, threshold)) return reject(kBadManagers);
  return {};
}

Outcome CreateFund::apply(ActionContext& context) const {
  if (!is_free(context, slug)) return reject(kSlugTaken);
  if (auto open = require_all_open(context, managers); !open) return open;
  const DurationMs review_time = context.policy.accounts.slug_review_days * kDayMs;
  Fund fund;
  fund.purpose_hash = purpose_hash;
  fund.managers = managers;
  fund.threshold = threshold;
  fund.created_by = context.sender;
  fund.lapse = schedule(context, after(context.now, review_time), LapseFund{slug});
  kFunds.put(context.state, slug, fund);
  emit(context, FundChanged{slug, FundState::proposed});
  return {};
}

Outcome ReviewFund::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  auto fund = kFunds.get(context.state, slug);
  if (!fund) return reject(kFundNotFound);
  if (fund->state != FundState::proposed || context.now >= fund->lapse.due) return reject(kFundNotActive);
  if (auto untied = ties::require_untied(context, context.sender, fund->created_by); !untied) return untied;
  for (const auto& manager : fund->managers) {
    if (auto untied = ties::require_untied(context, context.sender, manager); !untied) return untied;
  }
  cancel(context, fund->lapse);
  if (!approve) {
    kFunds.erase(context.state, slug);
    emit(context, FundChanged{slug, FundState::closed});
    return {};
  }
  fund->state = FundState::active;
  kFunds.put(context.state, slug, *fund);
  if (context.policy.charity.default_fund == slug) balance::set_default_fund(context.state, slug);
  emit(context, FundChanged{slug, FundState::active});
  return {};
}

Outcome ChangeManagers::validate() const {
  if (!managers_are_sound(managers, threshold)) return reject(kBadManagers);
  return {};
}

Outcome ChangeManagers::apply(ActionContext& context) const {
  auto fund = find_managed(context.state, slug, context.sender);
  if (!fund) return fail(fund.error());
  if (auto open = require_all_open(context, managers); !open) return open;
  const auto decided = decide(context, slug, *fund, crypto::sha256(codec::encode(*this)), context.sender);
  if (!decided) return fail(decided.error());
  if (!*decided) return {};
  fund->managers = managers;
  fund->threshold = threshold;
  kFunds.put(context.state, slug, *fund);
  emit(context, ManagersChanged{slug, managers, threshold});
  return {};
}

Outcome CloseFund::apply(ActionContext& context) const {
  auto fund = find_managed(context.state, slug, context.sender);
  if (!fund) return fail(fund.error());
  if (fund->open_grants > 0) return reject(kFundBusy);
  const auto decided = decide(context, slug, *fund, crypto::sha256(codec::encode(*this)), context.sender);
  if (!decided) return fail(decided.error());
  if (!*decided) return {};
  fund->state = FundState::closed;
  kFunds.put(context.state, slug, *fund);
  emit(context, FundChanged{slug, FundState::closed});
  // A default fund that closes leaves the place empty: charity shares then wait in pool/charity (C7.2).
  const Book own = Book::fund(slug);
  if (balance::charity_book(context.state) == own) balance::set_default_fund(context.state, std::nullopt);
  return post(context, own, balance::charity_book(context.state), balance_of(context.state, own),
              PostingReason::fund_close, "fund/" + slug.value);
}

Outcome LapseFund::run(JobContext& context) const {
  const auto fund = kFunds.get(context.state, slug);
  if (!fund || fund->state != FundState::proposed) return {};
  kFunds.erase(context.state, slug);
  emit(context, FundChanged{slug, FundState::closed});
  return {};
}

}  // namespace kula::contracts::charity
