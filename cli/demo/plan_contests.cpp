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
const std::vector<std::string> kJudges{"judge-1", "judge-2", "judge-3"};
constexpr std::uint16_t kCriteria = 2;

// Phases end so long after the announcement; what belongs to a phase is sent in its middle. The refund
// windows of all purchases pass on the way to the second one.
constexpr DurationMs kRevealEnd = 9 * kDayMs, kRevealAt = 8 * kDayMs;
constexpr DurationMs kJudgingEnd = 11 * kDayMs, kJudgingAt = 10 * kDayMs;
constexpr DurationMs kScoresEnd = 13 * kDayMs, kScoresAt = 12 * kDayMs;
constexpr DurationMs kSettleAt = 14 * kDayMs;

struct DemoContest {
  std::string slug;
  std::vector<contests::Prize> prizes;
  std::uint16_t minimum_judges = 1;
  std::uint64_t entrants = 0;  // entrant-1 … entrant-n, entering in this order
  std::size_t judging = 0;     // how many of the judges do
};

// The second gives points too; the third has too few judges and is called off.
const std::vector<DemoContest>& all_contests() {
  static const std::vector<DemoContest> kContests{
      {kFirstContest, {{Amount{500'00}, {}}, {Amount{300'00}, {}}, {Amount{100'00}, {}}}, 2, 8, 3},
      {"best-exercise", {{Amount{250'00}, Points{50}}, {Amount{0}, Points{20}}}, 2, 5, 2},
      {"bug-of-the-month", {{Amount{200'00}, {}}}, 2, 3, 1}};
  return kContests;
}
constexpr std::uint64_t kEntrants = 8;

std::string entrant(std::uint64_t number) { return "entrant-" + std::to_string(number); }
std::string about(const DemoContest& contest) { return "contest " + contest.slug; }

contests::Salt salt_of(const Cast& cast, const std::string& label) {
  contests::Salt salt;
  salt.bytes = cast.keys().salt(label).bytes;
  return salt;
}
contests::Salt entry_salt(const Cast& cast, const DemoContest& contest, std::uint64_t number) {
  return salt_of(cast, "entry/" + contest.slug + "/" + std::to_string(number));
}
contests::Salt score_salt(const Cast& cast, const DemoContest& contest, std::uint64_t number,
                          const std::string& judge) {
  return salt_of(cast, "score/" + contest.slug + "/" + std::to_string(number) + "/" + judge);
}
Hash content_of(const DemoContest& contest, std::uint64_t number) {
  return crypto::sha256(as_bytes("entry " + std::to_string(number) + " of " + contest.slug));
}
// One of 40..99 for each criterion.
std::vector<std::uint16_t> scores_of(const DemoContest& contest, std::uint64_t number,
                                     const std::string& judge) {
  const auto hash = crypto::sha256(as_bytes(judge + " on " + std::to_string(number) + " of " + contest.slug));
  std::vector<std::uint16_t> scores;
  for (std::size_t i = 0; i < kCriteria; ++i)
    scores.push_back(static_cast<std::uint16_t>(40 + hash.bytes[i] % 60));
  return scores;
}

Stage announcements(const Cast& cast, TimeMs announced) {
  StageWriter writer("contests");
  for (const auto& contest : all_contests()) {
    contests::Create create;
    create.contest = Slug{contest.slug};
    create.rules_hash = crypto::sha256(as_bytes("rules of " + contest.slug));
    create.prizes = contest.prizes;
    create.deadlines = {after(announced, kEntryTime), after(announced, kRevealEnd),
                        after(announced, kJudgingEnd), after(announced, kScoresEnd)};
    for (const auto& judge : kJudges) create.judges.push_back(cast.address(judge));
    create.minimum_judges = contest.minimum_judges;
    create.weights.assign(kCriteria, 1);
    writer.add(kOrganiser, create, about(contest));
  }
  writer.add(kReviewers[2], contests::ApprovePoints{Slug{all_contests()[1].slug}}, about(all_contests()[1]));
  return writer.take();
}

// `step(writer, contest, number)` for every entry of every contest.
template <class Step>
Stage for_entries(const std::string& name, DurationMs at, const Step& step) {
  StageWriter writer(name, 16, at);
  for (const auto& contest : all_contests()) {
    for (std::uint64_t number = 1; number <= contest.entrants; ++number) step(writer, contest, number);
  }
  return writer.take();
}

// The same for every judge who takes part.
template <class Step>
Stage for_scores(const std::string& name, DurationMs at, const Step& step) {
  return for_entries(name, at, [&](StageWriter& writer, const DemoContest& contest, std::uint64_t number) {
    for (std::size_t judge = 0; judge < contest.judging; ++judge)
      step(writer, contest, number, kJudges[judge]);
  });
}

}  // namespace

std::vector<Person> people_of_contests() {
  std::vector<Person> people{{kOrganiser, contracts::accounts::AccountKind::organisation, kOrganiserCredits}};
  for (const auto& judge : kJudges) people.push_back({judge, {}, {}});
  for (std::uint64_t i = 1; i <= kEntrants; ++i) people.push_back({entrant(i), {}, {}});
  return people;
}

std::vector<Stage> plan_contests(const Cast& cast, TimeMs announced) {
  std::vector<Stage> stages{announcements(cast, announced)};
  stages.push_back(
      for_entries("entries", 0, [&](StageWriter& writer, const DemoContest& contest, std::uint64_t n) {
        const auto commitment =
            contests::entry_commitment(Slug{contest.slug}, cast.address(entrant(n)), content_of(contest, n),
                                       entry_salt(cast, contest, n));
        writer.add(entrant(n), contests::Enter{Slug{contest.slug}, commitment}, about(contest));
      }));
  stages.push_back(for_entries(
      "reveals", kRevealAt, [&](StageWriter& writer, const DemoContest& contest, std::uint64_t n) {
        writer.add(
            entrant(n),
            contests::RevealEntry{Slug{contest.slug}, content_of(contest, n), entry_salt(cast, contest, n)},
            about(contest));
      }));
  stages.push_back(for_scores(
      "scores", kJudgingAt,
      [&](StageWriter& writer, const DemoContest& contest, std::uint64_t n, const std::string& judge) {
        const auto commitment =
            contests::score_commitment(Slug{contest.slug}, n, cast.address(judge),
                                       scores_of(contest, n, judge), score_salt(cast, contest, n, judge));
        writer.add(judge, contests::CommitScore{Slug{contest.slug}, n, commitment}, about(contest));
      }));
  stages.push_back(for_scores(
      "score reveals", kScoresAt,
      [&](StageWriter& writer, const DemoContest& contest, std::uint64_t n, const std::string& judge) {
        writer.add(judge,
                   contests::RevealScore{Slug{contest.slug}, n, scores_of(contest, n, judge),
                                         score_salt(cast, contest, n, judge)},
                   about(contest));
      }));
  StageWriter settling("settlements", 16, kSettleAt);
  for (const auto& contest : all_contests()) {
    settling.add(kOrganiser, contests::Settle{Slug{contest.slug}}, about(contest));
  }
  stages.push_back(settling.take());
  return stages;
}

}  // namespace kula::cli::demo
