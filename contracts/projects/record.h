// contribution.record (C6.3): what people gave to a project, with the points it deserves.
#pragma once

#include "contracts/kernel/module.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

struct ContributionEntry {
  types::Address contributor;
  ContributionKind kind = ContributionKind::code;
  Points points;
  Hash evidence;  // of the commit, document or recording; unique over all projects
  TimeMs at;      // when it was made
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contributor", contributor), codec::field("kind", kind),
            codec::field("points", points), codec::field("evidence", evidence), codec::field("at", at));
  }
};

// A maintainer. An entry for anybody who was a maintainer of the project within W periods waits for a
// confirmer; the challenge window of the others begins. kProjectNotFound, kProjectNotActive, kNotMaintainer,
// kAccountNotFound, kContributionInFuture, kEvidenceUsed, kBudgetExceeded, kContributorCap; of the fields:
// kNothingListed, kTooMany, kZeroPoints, kDuplicate (evidence).
struct Record {
  static constexpr std::uint16_t kNumber = 0x0606;
  static constexpr std::string_view kName = "contribution.record";
  static constexpr std::string_view kSummary =
      "Record contributions to a project and their points (maintainers)";
  static constexpr ActionTraits kTraits{};
  Slug project;
  std::vector<ContributionEntry> entries;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("entries", entries));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::projects
