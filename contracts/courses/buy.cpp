#include "contracts/courses/buy.h"

#include "contracts/accounts/accounts.h"
#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/settle_purchase.h"
#include "contracts/courses/settlement.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/schedule.h"

namespace kula::contracts::courses {

Outcome CourseBuy::apply(ActionContext& context) const {
  const auto course = require_course(context.state, slug);
  if (!course) return fail(course.error());
  if (course->state != CourseState::published) return reject(kCourseNotOnSale);
  const auto owner = recipient.value_or(context.sender);
  if (auto open = accounts::require_open(context.state, owner); !open) return open;
  if (owns(context.state, slug, *course, owner)) return reject(kAlreadyOwned);
  if (course->price > max_price) return reject(kPriceExceeded);

  auto sales = kSales.get_or_default(context.state, slug);
  const std::uint64_t number = ++sales.purchases;
  ++sales.held;
  sales.held_amount = total(sales.held_amount, course->price);
  const auto posted = post(context, Book::account(context.sender), Book::escrow(kEscrowPurchase),
                           course->price, PostingReason::purchase, purchase_reference(slug, number));
  if (!posted) return posted;
  kSales.put(context.state, slug, sales);

  Purchase purchase;
  purchase.payer = context.sender;
  purchase.recipient = owner;
  purchase.price = course->price;
  purchase.shares = balance::shares_in_force(context.state, context.policy);
  purchase.gift = owner != context.sender;
  purchase.accepted = !purchase.gift;
  purchase.refund_window_ms = context.policy.courses.refund_window_ms;
  purchase.bought_at = context.now;
  purchase.refund_until = after(context.now, purchase.refund_window_ms);
  purchase.transaction = context.cause.transaction;
  if (purchase.gift) {
    purchase.accept_until = after(context.now, context.policy.courses.gift_window_ms);
    kGiftOffers.put(context.state, owner, slug, number, GiftOffer{context.sender, purchase.accept_until});
  } else {
    kOwnership.put(context.state, owner, slug, Ownership{number, false});
  }
  purchase.job = schedule(context, purchase.gift ? purchase.accept_until : purchase.refund_until,
                          SettlePurchase{slug, number});
  kPurchases.put(context.state, slug, number, purchase);
  emit(context, CourseBought{slug, number, context.sender, owner, purchase.price});
  return {};
}

}  // namespace kula::contracts::courses
