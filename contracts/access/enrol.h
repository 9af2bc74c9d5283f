// course.enrol (C3.6): taking a course without payment.
#pragma once

#include "contracts/access/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::access {

// By any account to which a rule of the cross-licence table opens the course (evaluator.h); the basis is
// stored. An enrolment gives no access by itself: that lasts as long as the basis does. Rejections:
// kCourseNotFound, kCourseNotOnSale, kAlreadyOwned, kAlreadyEnrolled, kNoAccess.
struct CourseEnrol {
  static constexpr std::uint16_t kNumber = 0x0501;
  static constexpr std::string_view kName = "course.enrol";
  static constexpr std::string_view kSummary = "Enrol in a course that is open to you";
  static constexpr ActionTraits kTraits{};

  Slug slug;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::access
