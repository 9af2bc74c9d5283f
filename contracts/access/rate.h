// course.rate (C3.7): stars for a course, by who has access to it.
#pragma once

#include "contracts/access/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::access {

// By an account that took the course (owns it, or is enrolled) and has access to it now; not by a co-author.
// A later rating replaces the earlier one. When it counts: courses/ratings.h. Rejections: kBadStars,
// kCourseNotFound, kOwnCourse, kNoAccess.
struct CourseRate {
  static constexpr std::uint16_t kNumber = 0x0502;
  static constexpr std::string_view kName = "course.rate";
  static constexpr std::string_view kSummary = "Give a course 1 to 5 stars";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  std::uint8_t stars = 0;
  std::optional<Hash> comment_hash;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("stars", stars),
            codec::field("comment_hash", comment_hash));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::access
