// The courses module's tables. Included by .cpp files only.
#pragma once

#include "contracts/courses/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::courses {

inline constexpr state::Table<Course, Slug> kCourses{0x0301, "courses"};
inline constexpr state::Table<Purchase, Slug, std::uint64_t> kPurchases{0x0302, "purchases"};
inline constexpr state::Table<Sales, Slug> kSales{0x0303, "sales"};
inline constexpr state::Table<Ownership, types::Address, Slug> kOwnership{0x0304, "ownership"};
inline constexpr state::Table<GiftOffer, types::Address, Slug, std::uint64_t> kGiftOffers{0x0305,
                                                                                          "gift_offers"};
inline constexpr state::Table<RefundUsed, types::Address, Slug> kRefundsUsed{0x0306, "refunds_used"};
inline constexpr state::Table<RefundCount, types::Address, Period> kRefundCounts{0x0307, "refund_counts"};
inline constexpr state::Table<Rating, Slug, types::Address> kRatings{0x0308, "ratings"};
inline constexpr state::Table<RatingTotals, Slug> kRatingTotals{0x0309, "rating_totals"};
inline constexpr state::Table<Spend, types::Address, Period> kSpend{0x030a, "spend"};
inline constexpr state::Table<Spend, types::Address, types::Address, Period> kSpendByAuthor{
    0x030b, "spend_by_author"};

}  // namespace kula::contracts::courses
