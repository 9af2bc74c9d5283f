// course.set_price (C3.3): a new price for later sales.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By the owner of a published course. Purchases keep what they paid.
// Rejections: kCourseNotFound, kNotAllowed, kWrongCourseState.
struct CourseSetPrice {
  static constexpr std::uint16_t kNumber = 0x0305;
  static constexpr std::string_view kName = "course.set_price";
  static constexpr std::string_view kSummary = "Set the price of your course for later sales";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  Amount price;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("price", price));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
