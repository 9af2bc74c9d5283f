// How a held purchase ends: paid out or given back. Shared by the kinds and the job that end one.
#pragma once

#include "contracts/courses/records.h"

namespace kula::contracts::courses {

// "purchase/<course>/<number>": what postings of a purchase refer to.
[[nodiscard]] std::string purchase_reference(const Slug& course, std::uint64_t number);

// a + b for running totals that only inform: at the end of the range they stay there.
[[nodiscard]] Amount total(Amount a, Amount b);

// The parts of a purchase's price by C7.2: of a paid one as they were paid, of a held one as they would be
// paid now; none of one that went back.
[[nodiscard]] std::vector<balance::SplitPart> parts_of(const state::StateView& state, const Course& course,
                                                       const Purchase& purchase);

// REQUIRES a held purchase whose job is no longer in the queue, here and below.
// Splits the price, counts the payer's spend and the recipient's rating.
[[nodiscard]] Outcome pay(Context& context, const Slug& slug, const Course& course, std::uint64_t number,
                          Purchase& purchase);
// Returns the price to the payer; `status` is refunded or lapsed.
[[nodiscard]] Outcome give_back(Context& context, const Slug& slug, std::uint64_t number, Purchase& purchase,
                                PurchaseStatus status);

}  // namespace kula::contracts::courses
