// contest.settle (C9.4): prizes, points and honours by the standings.
#pragma once

#include "contracts/contests/records.h"
#include "contracts/contests/standings.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::contests {

// Anybody, from the last deadline on, once. Rank n gets prize n; prizes without a winner return to the
// organiser, all of them when fewer judges than the minimum committed. Points are given if approved, within
// the winner's cap. Judges who left a score unrevealed are barred. The work is bounded by the policy's
// entries and judges: totals were summed when they were revealed, so one row an entry is read.
// kContestNotFound, kPhaseNotOpen, kAlreadySettled.
struct Settle {
  static constexpr std::uint16_t kNumber = 0x0907;
  static constexpr std::string_view kName = "contest.settle";
  static constexpr std::string_view kSummary =
      "Settle a contest after its last deadline: pay prizes, mint honours";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// The standings by what is revealed so far; final from the last deadline on.
[[nodiscard]] std::vector<Standing> standings_of(const state::StateView& state, const Slug& slug,
                                                 const Contest& contest);

}  // namespace kula::contracts::contests
