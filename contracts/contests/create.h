// contest.create, contest.approve_points (C9.1).
#pragma once

#include "contracts/contests/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::contests {

// Any account, the organiser; the credits of all prizes go to escrow at once. Judges are open accounts, not
// tied to the organiser and not barred. kSlugTaken, kTooMany (prizes, judges), kBadDeadlines, kPointBudget
// (more than a period has), kAccountNotFound, kTied, kJudgeBarred, kInsufficientFunds, kAmountOverflow; of
// the fields: kNoPrizes, kBadDeadlines, kBadTrim, kBadCriteria, kBadMinimum, kDuplicate (judges),
// kAmountOverflow.
struct Create {
  static constexpr std::uint16_t kNumber = 0x0901;
  static constexpr std::string_view kName = "contest.create";
  static constexpr std::string_view kSummary = "Announce a contest and put its prizes into escrow";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  Hash rules_hash;
  std::vector<Prize> prizes;
  Deadlines deadlines;
  std::vector<types::Address> judges;
  std::uint16_t minimum_judges = 1;
  std::vector<std::uint16_t> weights;
  Bps trim = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("rules_hash", rules_hash),
            codec::field("prizes", prizes), codec::field("deadlines", deadlines),
            codec::field("judges", judges), codec::field("minimum_judges", minimum_judges),
            codec::field("weights", weights), codec::field("trim", trim));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// A reviewer not tied to the organiser lets the contest give its points, out of the budget of the open
// period; before the first entry, so that he cannot know whom he helps. kNotAllowed, kContestNotFound,
// kPhaseOver, kEntriesBegun, kNoPointPrizes, kPointsApproved, kTied, kPointBudget.
struct ApprovePoints {
  static constexpr std::uint16_t kNumber = 0x0902;
  static constexpr std::string_view kName = "contest.approve_points";
  static constexpr std::string_view kSummary = "Approve a contest's point prizes (reviewers)";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::contests
