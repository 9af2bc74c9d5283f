#include "contracts/charity/funds.h"

#include <algorithm>

#include "contracts/charity/codes.h"
#include "contracts/charity/tables.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::charity {

namespace {
constexpr std::size_t kMinManagers = 3;
constexpr std::size_t kMaxManagers = 16;  // bounds a decision's list and the ties to check
}  // namespace

Expected<Fund, Rejection> find_active(const state::StateView& state, const Slug& slug) {
  auto fund = kFunds.get(state, slug);
  if (!fund) return reject(kFundNotFound);
  if (fund->state != FundState::active) return reject(kFundNotActive);
  return std::move(*fund);
}

bool is_manager(const Fund& fund, const types::Address& account) {
  return std::binary_search(fund.managers.begin(), fund.managers.end(), account);
}

Expected<Fund, Rejection> find_managed(const state::StateView& state, const Slug& slug,
                                       const types::Address& manager) {
  auto fund = find_active(state, slug);
  if (fund && !is_manager(*fund, manager)) return reject(kNotManager);
  return fund;
}

bool managers_are_sound(const std::vector<types::Address>& managers, std::uint8_t threshold) {
  const bool distinct =
      std::adjacent_find(managers.begin(), managers.end(), std::greater_equal<>()) == managers.end();
  return managers.size() >= kMinManagers && managers.size() <= kMaxManagers && distinct && threshold >= 2 &&
         threshold < managers.size();
}

Expected<bool, Rejection> decide(Context& context, const Slug& slug, const Fund& fund, const Hash& subject,
                                 const types::Address& manager) {
  auto decision = kDecisions.get_or_default(context.state, slug, subject);
  auto& approvals = decision.approvals;
  if (std::find(approvals.begin(), approvals.end(), manager) != approvals.end())
    return reject(kAlreadyApproved);
  for (const auto& other : approvals) {
    if (auto two = ties::require_other_hand(context, manager, other); !two) return fail(two.error());
  }
  approvals.push_back(manager);
  const auto agreeing = std::count_if(approvals.begin(), approvals.end(),
                                      [&](const types::Address& who) { return is_manager(fund, who); });
  if (agreeing >= fund.threshold) {
    kDecisions.erase(context.state, slug, subject);
    return true;
  }
  kDecisions.put(context.state, slug, subject, decision);
  return false;
}

}  // namespace kula::contracts::charity
