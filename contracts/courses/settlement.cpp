#include "contracts/courses/settlement.h"

#include "contracts/courses/events.h"
#include "contracts/courses/ratings.h"
#include "contracts/courses/spend.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

namespace {

// The total that a part of a sale belongs to.
Amount& total_for(Sales& sales, PostingReason reason) {
  switch (reason) {
    case PostingReason::payout_commons:
      return sales.commons;
    case PostingReason::payout_innovation:
      return sales.innovation;
    case PostingReason::payout_charity:
      return sales.charity;
    case PostingReason::payout_upstream:
      return sales.upstream;
    default:
      return sales.authors;
  }
}

void leave_held(Sales& sales, Amount price) {
  --sales.held;
  // Below the range's end held_amount is exact, so this cannot be less than the price.
  sales.held_amount = checked_sub(sales.held_amount, price).value_or(Amount{});
}

void close(Context& context, const Slug& slug, std::uint64_t number, Purchase& purchase,
           PurchaseStatus status) {
  purchase.status = status;
  purchase.settled_at = context.now;
  purchase.job.reset();
  kPurchases.put(context.state, slug, number, purchase);
  if (purchase.gift && !purchase.accepted) kGiftOffers.erase(context.state, purchase.recipient, slug, number);
}

}  // namespace

std::string purchase_reference(const Slug& course, std::uint64_t number) {
  return "purchase/" + course.value + "/" + std::to_string(number);
}

Amount total(Amount a, Amount b) { return checked_add(a, b).value_or(Amount{UINT64_MAX}); }

std::vector<balance::SplitPart> parts_of(const state::StateView& state, const Course& course,
                                         const Purchase& purchase) {
  if (purchase.status == PurchaseStatus::refunded || purchase.status == PurchaseStatus::lapsed) return {};
  const Book charity = purchase.charity ? *purchase.charity : balance::charity_book(state);
  return balance::split_sale(purchase.price, purchase.shares, charity, course.builds_on, course.shares);
}

Outcome pay(Context& context, const Slug& slug, const Course& course, std::uint64_t number,
            Purchase& purchase) {
  purchase.charity = balance::charity_book(context.state);
  const auto parts = parts_of(context.state, course, purchase);
  const auto paid =
      balance::pay_out(context, Book::escrow(kEscrowPurchase), parts, purchase_reference(slug, number));
  if (!paid) return paid;
  close(context, slug, number, purchase, PurchaseStatus::paid);

  auto sales = kSales.get_or_default(context.state, slug);
  leave_held(sales, purchase.price);
  ++sales.paid;
  sales.paid_amount = total(sales.paid_amount, purchase.price);
  Amount authors;
  for (const auto& part : parts) {
    auto& sum = total_for(sales, part.reason);
    sum = total(sum, part.amount);
    if (part.reason == PostingReason::payout_author) authors = total(authors, part.amount);
  }
  kSales.put(context.state, slug, sales);

  const Amount counted = count_spend(context, course, purchase);
  emit(context, SalePaid{slug, number, purchase.price, authors, counted});
  count_rating(context, slug, course, purchase.recipient);
  return {};
}

Outcome give_back(Context& context, const Slug& slug, std::uint64_t number, Purchase& purchase,
                  PurchaseStatus status) {
  const bool lapsed = status == PurchaseStatus::lapsed;
  const auto posted =
      post(context, Book::escrow(kEscrowPurchase), Book::account(purchase.payer), purchase.price,
           lapsed ? PostingReason::gift_refund : PostingReason::refund, purchase_reference(slug, number));
  if (!posted) return posted;
  close(context, slug, number, purchase, status);
  auto sales = kSales.get_or_default(context.state, slug);
  leave_held(sales, purchase.price);
  ++sales.refunded;
  kSales.put(context.state, slug, sales);
  emit(context, PurchaseRefunded{slug, number, purchase.payer, purchase.price, lapsed});
  return {};
}

}  // namespace kula::contracts::courses
