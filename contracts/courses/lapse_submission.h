// A course that nobody reviewed frees its slug (C0.5).
#pragma once

#include "contracts/courses/records.h"

namespace kula::contracts::courses {

// REQUIRES a submitted course; its job is no longer in the queue. Writes the course as lapsed.
void lapse(Context& context, const Slug& slug, Course& course);

// Due policy.accounts.slug_review_days after the submission; cancelled by its review.
struct LapseSubmission {
  static constexpr std::uint16_t kNumber = 0x0301;
  static constexpr std::string_view kName = "lapse_submission";
  Slug course;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::courses
