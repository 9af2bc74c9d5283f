// project.register (C6.1): anybody puts a project up for review; two reviewers make it active.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/slug.h"

namespace kula::contracts::projects {

// Any account. The slug is kept for the project until it is rejected, or unreviewed for the days of policy.
// kSlugTaken, kAccountNotFound (a maintainer); of the fields: kBadUri, kLicenceUnknown, kLicenceSyntax,
// kNothingListed, kTooMany, kDuplicate (maintainers).
struct Register {
  static constexpr std::uint16_t kNumber = 0x0601;
  static constexpr std::string_view kName = "project.register";
  static constexpr std::string_view kSummary = "Put a project up for review by two reviewers";
  static constexpr ActionTraits kTraits{};
  Slug project;
  std::string repo_uri;
  Hash repo_proof_hash;
  std::string licence;  // an SPDX expression; stored in its canonical form
  std::vector<types::Address> maintainers;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("repo_uri", repo_uri),
            codec::field("repo_proof_hash", repo_proof_hash), codec::field("licence", licence),
            codec::field("maintainers", maintainers));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::projects
