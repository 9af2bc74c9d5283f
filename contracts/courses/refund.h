// course.refund (C3.5): the payer takes a purchase back.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By the payer while block time is below the purchase's refund_until: exactly the price paid, to him. The
// recipient's ownership by this purchase ends and his rating is dropped; an enrolment on another basis stays.
// An account refunds a course once ever, and at most policy.courses.refunds_per_period purchases a period.
// Rejections: kPurchaseNotFound, kNotAllowed (not the payer), kPurchaseClosed, kRefundWindowOver,
// kRefundUsed, kPeriodLimit.
struct CourseRefund {
  static constexpr std::uint16_t kNumber = 0x0309;
  static constexpr std::string_view kName = "course.refund";
  static constexpr std::string_view kSummary = "Take back a purchase within its refund window";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = true};

  Slug course;
  std::uint64_t number = 0;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
