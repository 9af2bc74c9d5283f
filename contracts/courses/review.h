// course.review (C3.2, C3.3): a reviewer publishes or rejects a submission or a revision.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

enum class Verdict : std::uint8_t { approve, reject };
[[nodiscard]] constexpr std::array<std::string_view, 2> enum_names(Verdict) { return {"approve", "reject"}; }

// By a reviewer who is tied to none of the co-authors. `version` names what he read: the submission's, or
// that of the revision that waits; another content has another version. A submission: approve -> published,
// once every co-author has accepted; reject -> rejected, the slug is free. A revision: approve -> its content
// replaces the one on sale; reject -> it is dropped, the old one stays on sale. Rejections: kNotAllowed,
// kCourseNotFound, kTied, kWrongCourseState, kWrongVersion, kSharesNotAccepted.
struct CourseReview {
  static constexpr std::uint16_t kNumber = 0x0303;
  static constexpr std::string_view kName = "course.review";
  static constexpr std::string_view kSummary = "Publish or reject a course or a revision, as a reviewer";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  std::uint32_t version = 0;
  Verdict verdict = Verdict::approve;
  std::optional<Hash> reason_hash;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("version", version), codec::field("verdict", verdict),
            codec::field("reason_hash", reason_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;

 private:
  [[nodiscard]] Outcome decide_submission(ActionContext& context, Course& course) const;
  [[nodiscard]] Outcome decide_revision(Course& course) const;
};

}  // namespace kula::contracts::courses
