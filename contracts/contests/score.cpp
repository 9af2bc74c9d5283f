#include "contracts/contests/score.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "contracts/contests/codes.h"
#include "contracts/contests/contest.h"
#include "contracts/contests/events.h"
#include "contracts/contests/limits.h"
#include "contracts/contests/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::contests {

namespace {

Outcome require_not_recused(const ActionContext& context, const Slug& slug, const Contest& contest,
                            const Entry& entry) {
  // A judge who entered would score his rivals.
  if (kEntrants.contains(context.state, slug, context.sender)) return reject(kTied);
  // With a transfer to each judge the organiser would call off a contest whose entries he has seen.
  auto untied = ties::require_untied_but_for_gifts(context, context.sender, contest.organiser);
  if (!untied) return untied;
  return ties::require_untied(context, context.sender, entry.account);
}

}  // namespace

Outcome CommitScore::apply(ActionContext& context) const {
  auto record = require_phase(context, contest, Phase::judging);
  if (!record) return tl::unexpected(record.error());
  if (std::find(record->judges.begin(), record->judges.end(), context.sender) == record->judges.end()) {
    return reject(kNotJudge);
  }
  if (auto unbarred = require_unbarred(context, context.sender); !unbarred) return unbarred;
  const auto entered = kEntries.get(context.state, contest, entry);
  if (!entered) return reject(kEntryNotFound);
  if (!entered->content_hash) return reject(kEntryVoid);
  if (auto free = require_not_recused(context, contest, *record, *entered); !free) return free;
  if (kScores.contains(context.state, contest, entry, context.sender)) return reject(kScoreCommitted);

  kScores.put(context.state, contest, entry, context.sender, Score{commitment, {}});
  auto work = kJudgeWork.get_or_default(context.state, contest, context.sender);
  if (work.committed == 0) {
    ++record->committed_judges;
    kContests.put(context.state, contest, *record);
  }
  ++work.committed;
  kJudgeWork.put(context.state, contest, context.sender, work);
  emit(context, ScoreCommitted{contest, entry, context.sender});
  return {};
}

Outcome RevealScore::validate() const {
  const bool too_high =
      std::any_of(scores.begin(), scores.end(), [](std::uint16_t s) { return s > kMaxScore; });
  if (scores.empty() || scores.size() > kMaxCriteria || too_high) return reject(kBadScores);
  return {};
}

Outcome RevealScore::apply(ActionContext& context) const {
  const auto record = require_phase(context, contest, Phase::judge_reveal);
  if (!record) return tl::unexpected(record.error());
  auto score = kScores.get(context.state, contest, entry, context.sender);
  if (!score) return reject(kScoreNotFound);
  if (!score->scores.empty()) return reject(kAlreadyRevealed);
  if (scores.size() != record->weights.size()) return reject(kBadScores);
  if (score_commitment(contest, entry, context.sender, scores, salt) != score->commitment)
    return reject(kMismatch);

  score->scores = scores;
  kScores.put(context.state, contest, entry, context.sender, *score);
  auto work = kJudgeWork.get_or_default(context.state, contest, context.sender);
  ++work.revealed;
  kJudgeWork.put(context.state, contest, context.sender, work);
  auto entered = kEntries.get(context.state, contest, entry);
  KULA_CHECK(entered.has_value(),
             "a contest's entry has vanished; run `kulad tool verify` on the data directory");
  const auto total =
      std::inner_product(scores.begin(), scores.end(), record->weights.begin(), std::uint64_t{0},
                         std::plus<>(), [](std::uint64_t one, std::uint64_t weight) { return one * weight; });
  entered->totals.push_back({context.sender, total});
  kEntries.put(context.state, contest, entry, *entered);
  emit(context, ScoreRevealed{contest, entry, context.sender, total});
  return {};
}

}  // namespace kula::contracts::contests
