// project.review (C6.1): a reviewer's verdict on a registered project.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/slug.h"

namespace kula::contracts::projects {

// A reviewer who is tied neither to the maintainers nor to who registered it. Two equal verdicts decide:
// approved, the maintainers become its members; rejected, the slug is free again. kNotAllowed,
// kProjectNotFound, kNotUnderReview, kTied, kAlreadyReviewed.
struct Review {
  static constexpr std::uint16_t kNumber = 0x0602;
  static constexpr std::string_view kName = "project.review";
  static constexpr std::string_view kSummary = "Approve or reject a registered project (reviewers)";
  static constexpr ActionTraits kTraits{};
  Slug project;
  bool approve = false;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("approve", approve),
            codec::field("reason_hash", reason_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::projects
