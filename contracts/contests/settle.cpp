#include "contracts/contests/settle.h"

#include "contracts/contests/codes.h"
#include "contracts/contests/contest.h"
#include "contracts/contests/events.h"
#include "contracts/contests/tables.h"
#include "contracts/honours/honours.h"
#include "contracts/kernel/emit.h"
#include "contracts/kernel/posting.h"
#include "contracts/projects/points.h"

namespace kula::contracts::contests {

namespace {

void bar_silent_judges(Context& context, const Slug& slug, const Contest& contest) {
  // From the deadline that was missed, however late somebody settles.
  const Period missed = context.policy.periods().period_of(contest.deadlines.judge_reveal);
  const Period through{missed.value + context.policy.contests.judge_bar_periods};
  for (const auto& judge : contest.judges) {
    const auto work = kJudgeWork.get_or_default(context.state, slug, judge);
    if (work.revealed == work.committed) continue;
    const JudgeBar bar{std::max(kJudgeBars.get_or_default(context.state, judge).through, through)};
    kJudgeBars.put(context.state, judge, bar);
    emit(context, JudgeWasBarred{slug, judge, bar.through});
  }
}

// Gives the prize of `rank` to an entry.
Outcome award(Context& context, const Slug& slug, Contest& contest, std::uint32_t rank,
              std::uint64_t number) {
  const auto entry = kEntries.get(context.state, slug, number);
  KULA_CHECK(entry.has_value(),
             "a contest's entry has vanished; run `kulad tool verify` on the data directory");
  const Prize& prize = contest.prizes[rank - 1];
  const std::string reference = "contest/" + slug.value + "/" + std::to_string(rank);
  if (auto paid = post(context, Book::escrow(kEscrowContest), Book::account(entry->account), prize.amount,
                       PostingReason::contest_prize, reference);
      !paid) {
    return paid;
  }
  contest.escrowed = checked_sub(contest.escrowed, prize.amount).value();
  const Points points =
      contest.points_approved_by ? projects::award_points(context, entry->account, prize.points) : Points{};
  const Award record{number, entry->account, prize.amount, points, context.period()};
  kAwards.put(context.state, slug, rank, record);
  honours::mint(context, honours::HonourKind::contest_winner, entry->account, reference);
  emit(context, PrizeAwarded{slug, rank, record});
  return {};
}

}  // namespace

std::vector<Standing> standings_of(const state::StateView& state, const Slug& slug, const Contest& contest) {
  std::vector<EntryTotals> entries;
  kEntries.scan(
      state,
      [&](const auto& key, const Entry& entry) {
        EntryTotals totals{std::get<1>(key), {}};
        for (const auto& judged : entry.totals) totals.totals.push_back(judged.total);
        entries.push_back(std::move(totals));
        return true;
      },
      slug);
  return standings(std::move(entries), contest.trim);
}

Outcome Settle::apply(ActionContext& context) const {
  auto record = require_phase(context, contest, Phase::over);
  if (!record) return tl::unexpected(record.error());
  if (record->state != ContestState::open) return reject(kAlreadySettled);
  bar_silent_judges(context, contest, *record);

  std::uint32_t ranked = 0;
  record->state = ContestState::refunded;
  // Who committed counts, not who revealed: a judge cannot call a contest off by keeping silent.
  if (record->committed_judges >= record->minimum_judges) {
    record->state = ContestState::settled;
    for (const auto& standing : standings_of(context.state, contest, *record)) {
      ++ranked;
      if (ranked > record->prizes.size()) continue;
      if (auto given = award(context, contest, *record, ranked, standing.entry); !given) return given;
    }
  }
  const Amount returned = record->escrowed;
  if (auto posted = post(context, Book::escrow(kEscrowContest), Book::account(record->organiser), returned,
                         PostingReason::contest_return, "contest/" + contest.value);
      !posted) {
    return posted;
  }
  record->escrowed = Amount{};
  kContests.put(context.state, contest, *record);
  emit(context, ContestSettled{contest, record->state, ranked, returned});
  return {};
}

}  // namespace kula::contracts::contests
