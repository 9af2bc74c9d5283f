#include "contracts/courses/module.h"

#include "contracts/courses/accept_gift.h"
#include "contracts/courses/accept_share.h"
#include "contracts/courses/buy.h"
#include "contracts/courses/codes.h"
#include "contracts/courses/events.h"
#include "contracts/courses/explain.h"
#include "contracts/courses/lapse_submission.h"
#include "contracts/courses/payouts.h"
#include "contracts/courses/refund.h"
#include "contracts/courses/retire.h"
#include "contracts/courses/review.h"
#include "contracts/courses/revise.h"
#include "contracts/courses/set_price.h"
#include "contracts/courses/settle_purchase.h"
#include "contracts/courses/show.h"
#include "contracts/courses/submit.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::courses {

Module courses_module() {
  return {"courses",
          {make_action<CourseSubmit>(), make_action<CourseAcceptShare>(), make_action<CourseReview>(),
           make_action<CourseRevise>(), make_action<CourseSetPrice>(), make_action<CourseRetire>(),
           make_action<CourseBuy>(), make_action<CourseAcceptGift>(), make_action<CourseRefund>()},
          {make_event<CourseSubmitted>(), make_event<ShareAccepted>(), make_event<CourseReviewed>(),
           make_event<CourseLapsed>(), make_event<CourseRevised>(), make_event<CoursePriceSet>(),
           make_event<CourseRetired>(), make_event<CourseBought>(), make_event<GiftAccepted>(),
           make_event<PurchaseRefunded>(), make_event<SalePaid>(), make_event<CourseRated>()},
          {make_job<LapseSubmission>(), make_job<SettlePurchase>()},
          {make_table<kCourses>(), make_table<kPurchases>(), make_table<kSales>(), make_table<kOwnership>(),
           make_table<kGiftOffers>(), make_table<kRefundsUsed>(), make_table<kRefundCounts>(),
           make_table<kRatings>(), make_table<kRatingTotals>(), make_table<kSpend>(),
           make_table<kSpendByAuthor>()},
          {&kCourseNotFound, &kBadShares, &kSenderNotAuthor, &kNoShareToAccept, &kSharesNotAccepted,
           &kWrongCourseState, &kWrongVersion, &kBadUpstream, &kConsentRequired, &kPriceExceeded,
           &kAlreadyOwned, &kCourseNotOnSale, &kPurchaseNotFound, &kNoGiftToAccept, &kGiftWindowOver,
           &kRefundWindowOver, &kPurchaseClosed, &kRefundUsed, &kBadTier},
          {make_query<ShowCourse>(), make_query<CoursePayouts>(), make_query<ExplainPayout>()}};
}

}  // namespace kula::contracts::courses
