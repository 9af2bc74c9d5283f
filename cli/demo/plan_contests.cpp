#include <algorithm>

#include "cli/demo/plan_parts.h"
#include "contracts/contests/commitments.h"
#include "contracts/contests/create.h"
#include "contracts/contests/enter.h"
#include "contracts/contests/score.h"
#include "contracts/contests/settle.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

namespace contests = contracts::contests;

constexpr const char* kOrganiser = "contest-organiser";
constexpr Amount kOrganiserCredits{5'000'00};
constexpr std::size_t kJudges = 3;
constexpr std::uint16_t kCriteria = 2;

// Phases end so long after the announcement; what belongs to a phase is sent in its middle. The refund
// windows of all purchases pass on the way to the second one.
constexpr DurationMs kRevealEnd = 9 * kDayMs, kRevealAt = 8 * kDayMs;
constexpr DurationMs kJudgingEnd = 11 * kDayMs, kJudgingAt = 10 * kDayMs;
constexpr DurationMs kScoresEnd = 13 * kDayMs, kScoresAt = 12 * kDayMs;
constexpr DurationMs kSettleAt = 14 * kDayMs;

struct DemoContest {
  std::string name;
  std::vector<contests::Prize> prizes;
  std::uint16_t minimum_judges = 1;
  std::uint64_t entrants = 0;  // entrant-1 … entrant-n, entering in this order
  std::size_t judging = 0;     // judge-1 … judge-n do
};

// The second gives points too; the third has too few judges and is called off.
const std::vector<DemoContest>& all_contests() {
  static const std::vector<DemoContest> kContests{
      {"translate-a-course", {{Amount{500'00}, {}}, {Amount{300'00}, {}}, {Amount{100'00}, {}}}, 2, 8, 3},
      {"best-exercise", {{Amount{250'00}, Points{50}}, {Amount{0}, Points{20}}}, 2, 5, 2},
      {"bug-of-the-month", {{Amount{200'00}, {}}}, 2, 3, 1}};
  return kContests;
}
constexpr std::uint64_t kEntrants = 8;

bool gives_points(const DemoContest& contest) {
  return std::any_of(contest.prizes.begin(), contest.prizes.end(),
                     [](const contests::Prize& prize) { return prize.points.value > 0; });
}

// A name in a round: the first has the plain ones, so that a load that is not late shows no trace of rounds.
std::string in_round(const std::string& name, std::uint64_t round) {
  return round == 1 ? name : name + "-round-" + std::to_string(round);
}

// One round of the contests: whose labels and slugs.
struct Round {
  const Cast& cast;
  std::uint64_t number = 1;

  [[nodiscard]] std::string organiser() const { return in_round(kOrganiser, number); }
  [[nodiscard]] std::string judge(std::size_t index) const {
    return in_round("judge-" + std::to_string(index + 1), number);
  }
  [[nodiscard]] std::string entrant(std::uint64_t entry) const {
    return in_round("entrant-" + std::to_string(entry), number);
  }
  [[nodiscard]] Slug slug(const DemoContest& contest) const { return {in_round(contest.name, number)}; }
  [[nodiscard]] std::string about(const DemoContest& contest) const {
    return "contest " + slug(contest).value;
  }
  [[nodiscard]] contests::Salt entry_salt(const DemoContest& contest, std::uint64_t entry) const {
    return salt_of("entry/" + slug(contest).value + "/" + std::to_string(entry));
  }
  [[nodiscard]] contests::Salt score_salt(const DemoContest& contest, std::uint64_t entry,
                                          std::size_t judge) const {
    return salt_of("score/" + slug(contest).value + "/" + std::to_string(entry) + "/" +
                   std::to_string(judge + 1));
  }

 private:
  [[nodiscard]] contests::Salt salt_of(const std::string& label) const {
    contests::Salt salt;
    salt.bytes = cast.keys().salt(label).bytes;
    return salt;
  }
};

Hash content_of(const DemoContest& contest, std::uint64_t entry) {
  return crypto::sha256(as_bytes("entry " + std::to_string(entry) + " of " + contest.name));
}
// One of 40..99 for each criterion, the same in every round.
std::vector<std::uint16_t> scores_of(const DemoContest& contest, std::uint64_t entry, std::size_t judge) {
  const auto hash = crypto::sha256(as_bytes("judge-" + std::to_string(judge + 1) + " on " +
                                            std::to_string(entry) + " of " + contest.name));
  std::vector<std::uint16_t> scores;
  for (std::size_t i = 0; i < kCriteria; ++i)
    scores.push_back(static_cast<std::uint16_t>(40 + hash.bytes[i] % 60));
  return scores;
}

Stage announcements(const Round& round, TimeMs announced) {
  StageWriter writer("contests", kTogether, 0, true);
  for (const auto& contest : all_contests()) {
    contests::Create create;
    create.contest = round.slug(contest);
    create.rules_hash = crypto::sha256(as_bytes("rules of " + contest.name));
    create.prizes = contest.prizes;
    create.deadlines = {after(announced, kEntryTime), after(announced, kRevealEnd),
                        after(announced, kJudgingEnd), after(announced, kScoresEnd)};
    for (std::size_t i = 0; i < kJudges; ++i) create.judges.push_back(round.cast.address(round.judge(i)));
    create.minimum_judges = contest.minimum_judges;
    create.weights.assign(kCriteria, 1);
    writer.add(round.organiser(), create, round.about(contest));
  }
  writer.wait();
  for (const auto& contest : all_contests()) {
    if (gives_points(contest))
      writer.add(kReviewers[2], contests::ApprovePoints{round.slug(contest)}, round.about(contest));
  }
  return writer.take();
}

// `step(writer, contest, entry)` for every entry of every contest.
template <class Step>
Stage for_entries(const std::string& name, DurationMs at, const Step& step) {
  StageWriter writer(name, kTogether, at, true);
  for (const auto& contest : all_contests()) {
    for (std::uint64_t entry = 1; entry <= contest.entrants; ++entry) step(writer, contest, entry);
  }
  return writer.take();
}

// The same for every judge who takes part.
template <class Step>
Stage for_scores(const std::string& name, DurationMs at, const Step& step) {
  return for_entries(name, at, [&](StageWriter& writer, const DemoContest& contest, std::uint64_t entry) {
    for (std::size_t judge = 0; judge < contest.judging; ++judge) step(writer, contest, entry, judge);
  });
}

Stage entries(const Round& round) {
  return for_entries("entries", 0, [&](StageWriter& writer, const DemoContest& contest, std::uint64_t entry) {
    const auto entrant = round.entrant(entry);
    const auto commitment =
        contests::entry_commitment(round.slug(contest), round.cast.address(entrant),
                                   content_of(contest, entry), round.entry_salt(contest, entry));
    writer.wait();  // entry n is the n-th that comes
    writer.add(entrant, contests::Enter{round.slug(contest), commitment}, round.about(contest));
  });
}

Stage reveals(const Round& round) {
  return for_entries("reveals", kRevealAt,
                     [&](StageWriter& writer, const DemoContest& contest, std::uint64_t entry) {
                       const contests::RevealEntry reveal{round.slug(contest), content_of(contest, entry),
                                                          round.entry_salt(contest, entry)};
                       writer.add(round.entrant(entry), reveal, round.about(contest));
                     });
}

Stage scores(const Round& round) {
  return for_scores(
      "scores", kJudgingAt,
      [&](StageWriter& writer, const DemoContest& contest, std::uint64_t entry, std::size_t judge) {
        const auto label = round.judge(judge);
        const auto commitment = contests::score_commitment(
            round.slug(contest), entry, round.cast.address(label), scores_of(contest, entry, judge),
            round.score_salt(contest, entry, judge));
        writer.add(label, contests::CommitScore{round.slug(contest), entry, commitment},
                   round.about(contest));
      });
}

Stage score_reveals(const Round& round) {
  return for_scores(
      "score reveals", kScoresAt,
      [&](StageWriter& writer, const DemoContest& contest, std::uint64_t entry, std::size_t judge) {
        const contests::RevealScore reveal{round.slug(contest), entry, scores_of(contest, entry, judge),
                                           round.score_salt(contest, entry, judge)};
        writer.add(round.judge(judge), reveal, round.about(contest));
      });
}

Stage settlements(const Round& round) {
  StageWriter writer("settlements", kTogether, kSettleAt);
  for (const auto& contest : all_contests())
    writer.add(round.organiser(), contests::Settle{round.slug(contest)}, round.about(contest));
  return writer.take();
}

}  // namespace

std::vector<Person> people_of_contests(std::uint64_t round) {
  std::vector<Person> people{
      {in_round(kOrganiser, round), contracts::accounts::AccountKind::organisation, kOrganiserCredits}};
  for (std::size_t i = 1; i <= kJudges; ++i)
    people.push_back({in_round("judge-" + std::to_string(i), round), {}, {}});
  for (std::size_t i = 1; i <= kEntrants; ++i)
    people.push_back({in_round("entrant-" + std::to_string(i), round), {}, {}});
  return people;
}

std::vector<Stage> plan_contest_people(const Cast& cast, std::uint64_t round) {
  return round == 1 ? std::vector<Stage>{} : plan_people(people_of_contests(round), cast);
}

std::vector<Stage> plan_contests(const Cast& cast, std::uint64_t round, TimeMs announced) {
  const Round of{cast, round};
  return {
      announcements(of, announced), entries(of), reveals(of), scores(of), score_reveals(of), settlements(of)};
}

std::vector<ContestWork> contest_work(std::uint64_t round) {
  std::vector<ContestWork> work;
  for (const auto& contest : all_contests())
    work.push_back(
        {in_round(contest.name, round), contest.entrants * contest.judging, gives_points(contest)});
  return work;
}

}  // namespace kula::cli::demo
