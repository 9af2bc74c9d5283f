// course.revise (C3.3): new content for a published course.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By the owner. `version` is one more than the course's last_version; a revision that still waits is replaced
// by the new one, whose version is then higher: a reviewer's approval of the replaced one no longer applies.
// The old version stays on sale until the review. Rejections: kBadUri, kCourseNotFound, kNotAllowed,
// kWrongCourseState, kWrongVersion.
struct CourseRevise {
  static constexpr std::uint16_t kNumber = 0x0304;
  static constexpr std::string_view kName = "course.revise";
  static constexpr std::string_view kSummary = "Offer new content of your course for review";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  Hash content_hash;
  std::uint32_t version = 0;
  std::optional<std::string> uri;  // the old one when missing

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("content_hash", content_hash),
            codec::field("version", version), codec::field("uri", uri));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
