// Rejections of courses, purchases and refunds (C3).
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::courses {

inline constexpr Code kCourseNotFound{0x0301, "course_not_found",
                                      "There is no such course; check the slug with `kula course show`."};
inline constexpr Code kBadShares{0x0302, "bad_shares",
                                 "Give every co-author at least 1 bps, all of them 10000 together."};
inline constexpr Code kSenderNotAuthor{
    0x0303, "sender_not_author",
    "Who submits a course is one of its co-authors; add yourself to the shares."};
inline constexpr Code kNoShareToAccept{0x0304, "no_share_to_accept",
                                       "No share of this course waits for you; see `kula course show`."};
inline constexpr Code kSharesNotAccepted{0x0305, "shares_not_accepted",
                                         "Some co-authors have not accepted their share yet; ask them to."};
inline constexpr Code kWrongCourseState{
    0x0306, "wrong_course_state", "The course is not in a state that allows this; see `kula course show`."};
inline constexpr Code kWrongVersion{
    0x0307, "wrong_version",
    "This is not the version that is next or waits for review; see `kula course show`."};
inline constexpr Code kBadUpstream{
    0x0308, "bad_upstream", "Give each project the policy's minimum and all together at most its maximum."};
inline constexpr Code kConsentRequired{
    0x030a, "consent_required",
    "The project's licence is not permissive and contributors cannot consent yet; "
    "build on a permissively licensed project."};
inline constexpr Code kPriceExceeded{0x030b, "price_exceeded",
                                     "The price has risen above your maximum; look at it and buy again."};
inline constexpr Code kAlreadyOwned{0x030c, "already_owned",
                                    "The recipient owns this course already or is one of its co-authors."};
inline constexpr Code kCourseNotOnSale{0x030d, "course_not_on_sale",
                                       "The course is not published; look for another one."};
inline constexpr Code kPurchaseNotFound{0x030e, "purchase_not_found",
                                        "The course has no purchase with this number; see your statement."};
inline constexpr Code kNoGiftToAccept{0x030f, "no_gift_to_accept",
                                      "This purchase is no gift that waits for you."};
inline constexpr Code kGiftWindowOver{0x0310, "gift_window_over",
                                      "The time to accept this gift has passed; it goes back to the giver."};
inline constexpr Code kRefundWindowOver{0x0311, "refund_window_over",
                                        "The refund window of this purchase is over; it stays with you."};
inline constexpr Code kPurchaseClosed{
    0x0312, "purchase_closed", "The price of this purchase went back already; there is nothing to refund."};
inline constexpr Code kRefundUsed{0x0313, "refund_used",
                                  "A course is refunded to an account once; this one was before."};
inline constexpr Code kBadTier{0x0314, "bad_tier", "Use a tier from 0 to 9, or none."};

}  // namespace kula::contracts::courses
