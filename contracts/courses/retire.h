// course.retire (C3.3): the end of a course's sales.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By the owner of a published course; for ever. Holders keep access, purchases still in escrow are paid or
// refunded as if nothing had happened, a revision that waits is dropped. The co-authors stop to work together
// (C0.11). Rejections: kCourseNotFound, kNotAllowed, kWrongCourseState.
struct CourseRetire {
  static constexpr std::uint16_t kNumber = 0x0306;
  static constexpr std::string_view kName = "course.retire";
  static constexpr std::string_view kSummary = "End the sales of your course";
  static constexpr ActionTraits kTraits{};

  Slug slug;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
