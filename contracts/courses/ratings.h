// Ratings (C3.7): which count, and their totals. course.rate itself needs the access evaluator:
// contracts/access.
#pragma once

#include "contracts/courses/records.h"

namespace kula::contracts::courses {

// Records a rating in place of the account's earlier one. It counts at once, unless the purchase that the
// account owns the course by is still held: then when that is paid. From an account tied to a co-author it
// never counts.
void put_rating(Context& context, const Slug& slug, const Course& course, const types::Address& account,
                std::uint8_t stars, const std::optional<Hash>& comment_hash);
// The refund window of the account's purchase is over: its rating counts from now on. Nothing without one.
void count_rating(Context& context, const Slug& slug, const Course& course, const types::Address& account);
// Nothing without one.
void drop_rating(Context& context, const Slug& slug, const types::Address& account);

[[nodiscard]] std::optional<Rating> find_rating(const state::StateView& state, const Slug& slug,
                                                const types::Address& account);
[[nodiscard]] RatingTotals rating_totals(const state::StateView& state, const Slug& slug);

}  // namespace kula::contracts::courses
