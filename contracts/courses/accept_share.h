// course.accept_share (C3.1): a co-author agrees to be one.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By a co-author whom the owner listed, while the course waits for review. From here on he is tied to the
// owner and to the co-authors who accepted before (C0.11): being listed by a stranger alone ties nobody.
// Rejections: kCourseNotFound, kWrongCourseState, kNoShareToAccept, kWrongVersion when the slug's course is
// another one.
struct CourseAcceptShare {
  static constexpr std::uint16_t kNumber = 0x0302;
  static constexpr std::string_view kName = "course.accept_share";
  static constexpr std::string_view kSummary = "Accept your share as co-author of a course";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  std::uint32_t version = 0;  // of the submission that was read

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("version", version));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
