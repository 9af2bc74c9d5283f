// contribution.challenge (C6.4): a member's doubt about recorded points, before they vest.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/slug.h"

namespace kula::contracts::projects {

// Any account but the contributor and the recorder, while block time < the end of the window; at most k open
// ones; not in the period in which one was lost, nor in the next. The points wait for two reviewers; after T
// without a decision they vest. kProjectNotFound, kProjectNotActive, kContributionNotFound, kOwnContribution,
// kWindowClosed, kAlreadyChallenged, kTooManyChallenges, kChallengeRightLost.
struct OpenChallenge {
  static constexpr std::uint16_t kNumber = 0x0608;
  static constexpr std::string_view kName = "contribution.challenge";
  static constexpr std::string_view kSummary = "Challenge a recorded contribution before its points vest";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = false};
  Slug project;
  std::uint64_t number = 0;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("number", number),
            codec::field("reason_hash", reason_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// A reviewer's verdict; two equal ones decide. Upheld: the points are struck. Dismissed: the window,
// which stood still, runs on, and the challenger may not challenge in this period and the next. The
// reviewer is in one hand neither with contributor, recorder nor challenger, and did not confirm the
// contribution; who dismisses is not tied to contributor or recorder either. kNotAllowed, kProjectNotFound,
// kProjectNotActive, kContributionNotFound, kNotChallenged, kTied, kAlreadyReviewed.
struct ResolveChallenge {
  static constexpr std::uint16_t kNumber = 0x0609;
  static constexpr std::string_view kName = "contribution.resolve";
  static constexpr std::string_view kSummary = "Uphold or dismiss a challenge (reviewers)";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = false};
  Slug project;
  std::uint64_t number = 0;
  bool uphold = false;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("number", number), codec::field("uphold", uphold),
            codec::field("reason_hash", reason_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// The job at T after a challenge: what is undecided vests.
struct ChallengeTimeout {
  static constexpr std::uint16_t kNumber = 0x0603;
  static constexpr std::string_view kName = "challenge_timeout";
  Slug project;
  std::uint64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("number", number));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::projects
