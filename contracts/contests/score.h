// contest.commit_score, contest.reveal_score (C9.3): judges commit before they see each other's scores.
#pragma once

#include "contracts/contests/commitments.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::contests {

// A judge, from the reveal deadline to the judging deadline. Recused are: for every entry who is tied to the
// organiser (but for what that sent him) or entered the contest, for one entry who is tied to its entrant.
// Judged by the ties of this moment: later ones change nothing, or a losing entrant could send credits to a
// judge to be rid of him. `commitment` is score_commitment(). kContestNotFound, kPhaseNotOpen, kPhaseOver,
// kNotJudge, kJudgeBarred, kEntryNotFound, kEntryVoid, kTied, kScoreCommitted.
struct CommitScore {
  static constexpr std::uint16_t kNumber = 0x0905;
  static constexpr std::string_view kName = "contest.commit_score";
  static constexpr std::string_view kSummary = "Commit to your scores of an entry (judges)";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  std::uint64_t entry = 0;
  Hash commitment;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry),
            codec::field("commitment", commitment));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// The judge, from the judging deadline to the judge reveal deadline. A score that is not revealed by then is
// dropped and its judge barred. kContestNotFound, kPhaseNotOpen, kPhaseOver, kScoreNotFound,
// kAlreadyRevealed, kBadScores, kMismatch.
struct RevealScore {
  static constexpr std::uint16_t kNumber = 0x0906;
  static constexpr std::string_view kName = "contest.reveal_score";
  static constexpr std::string_view kSummary =
      "Reveal your scores of an entry after the judging deadline (judges)";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  std::uint64_t entry = 0;
  std::vector<std::uint16_t> scores;  // 0..kMaxScore, one for each criterion
  Salt salt;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry), codec::field("scores", scores),
            codec::field("salt", salt));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::contests
