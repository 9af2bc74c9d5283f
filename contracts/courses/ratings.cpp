#include "contracts/courses/ratings.h"

#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

namespace {

// Whether the purchase that `account` owns the course by may still be refunded.
bool is_refundable(const state::StateView& state, const Slug& slug, const types::Address& account) {
  const auto ownership = find_ownership(state, account, slug);
  if (!ownership) return false;
  const auto purchase = find_purchase(state, slug, ownership->purchase);
  KULA_CHECK(purchase.has_value(), "an owned course without its purchase; run `kulad tool verify`");
  return purchase->status == PurchaseStatus::held;
}

void write(Context& context, const Slug& slug, const types::Address& account, const Rating& rating) {
  kRatings.put(context.state, slug, account, rating);
  emit(context, CourseRated{slug, account, rating.stars, rating.counted});
}

void add_to_totals(Context& context, const Slug& slug, std::uint8_t stars) {
  auto totals = rating_totals(context.state, slug);
  ++totals.count;
  totals.stars += stars;
  kRatingTotals.put(context.state, slug, totals);
}

// Takes a rating out of the totals.
void uncount(Context& context, const Slug& slug, const std::optional<Rating>& rating) {
  if (!rating || !rating->counted) return;
  auto totals = rating_totals(context.state, slug);
  --totals.count;
  totals.stars -= rating->stars;
  kRatingTotals.put(context.state, slug, totals);
}

}  // namespace

void put_rating(Context& context, const Slug& slug, const Course& course, const types::Address& account,
                std::uint8_t stars, const std::optional<Hash>& comment_hash) {
  uncount(context, slug, find_rating(context.state, slug, account));
  const bool counts =
      !is_refundable(context.state, slug, account) && !tied_to_author(context, course, account);
  if (counts) add_to_totals(context, slug, stars);
  write(context, slug, account, Rating{stars, comment_hash, counts, context.now});
}

void count_rating(Context& context, const Slug& slug, const Course& course, const types::Address& account) {
  auto rating = find_rating(context.state, slug, account);
  if (!rating || rating->counted || tied_to_author(context, course, account)) return;
  rating->counted = true;
  add_to_totals(context, slug, rating->stars);
  write(context, slug, account, *rating);
}

void drop_rating(Context& context, const Slug& slug, const types::Address& account) {
  const auto rating = find_rating(context.state, slug, account);
  if (!rating) return;
  uncount(context, slug, rating);
  kRatings.erase(context.state, slug, account);
}

std::optional<Rating> find_rating(const state::StateView& state, const Slug& slug,
                                  const types::Address& account) {
  return kRatings.get(state, slug, account);
}

RatingTotals rating_totals(const state::StateView& state, const Slug& slug) {
  return kRatingTotals.get_or_default(state, slug);
}

}  // namespace kula::contracts::courses
