// contribution.confirm (C6.3): an independent word for what maintainers are said to have given.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/slug.h"

namespace kula::contracts::projects {

// A reviewer who is neither recorder nor recipient of any of them nor tied to them. Their challenge window
// begins. kNotAllowed, kProjectNotFound, kProjectNotActive, kContributionNotFound, kNotWaiting, kTied,
// kEvidenceUsed (another project claimed it meanwhile), kContributorCap (of the open period: another will
// do); of the fields: kNothingListed, kTooMany, kDuplicate.
struct Confirm {
  static constexpr std::uint16_t kNumber = 0x0607;
  static constexpr std::string_view kName = "contribution.confirm";
  static constexpr std::string_view kSummary = "Confirm contributions of maintainers (untied reviewers)";
  static constexpr ActionTraits kTraits{};
  Slug project;
  std::vector<std::uint64_t> numbers;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("numbers", numbers));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::projects
