#include "cli/demo/check.h"

#include <gmock/gmock.h>

#include "cli/demo/plan_courses.h"
#include "tests/cli/demo/files.h"

namespace kula::cli::demo {
namespace {

constexpr SaleShares kShares{1000, 500, 500};

const Finding& named(const std::vector<Finding>& findings, const std::string& what) {
  for (const auto& finding : findings) {
    if (finding.what == what) return finding;
  }
  ADD_FAILURE() << "no check named " << what;
  return findings.front();
}

// 19.99: floor(199.9) = 199 commons, floor(99.95) = 99 innovation, 99 charity, 1602 to the authors. Three
// sales.
TEST(Expectation, SplitsEachSaleAndNotTheirSum) {
  Input input;
  input.courses = {course("1", 1999, 4)};
  const auto sales = expect_from(input, 3, kShares).courses.at("1");
  EXPECT_EQ(sales.purchases, 3u);
  EXPECT_EQ(sales.commons, 597u);
  EXPECT_EQ(sales.innovation, 297u);
  EXPECT_EQ(sales.charity, 297u);
  EXPECT_EQ(sales.authors, 4806u);
}

// By sha256sum and a calculator: SHA-256("author/web-development/1") = 338bab22396d4eb7 4e…: 27 alone, as 4e
// is not below
// 40. SHA-256("author/web-development/4") = db537bc26bc05745 00 86…: 9, and 9 + 1 + 134 mod 59 = 26.
TEST(Expectation, GivesTheAuthorsPartToTheAuthorsOfTheRule) {
  Input input;
  input.courses = {course("1", 1999, 1)};
  EXPECT_THAT(expect_from(input, 1, kShares).author_income,
              testing::ElementsAre(testing::Pair("author-27", 1602)));
  // 1602 · 3000 / 10000 = 480.6: the second gets 480 of each sale, the owner the rest.
  input.courses = {course("4", 1999, 1)};
  EXPECT_THAT(
      expect_from(input, 2, kShares).author_income,
      testing::UnorderedElementsAre(testing::Pair("author-09", 2244), testing::Pair("author-26", 960)));
}

TEST(Takers, AreTaughtByTheAuthorsOfTheRule) {
  const std::vector<CourseRow> rows{course("1", 1999, 1), course("4", 1999, 1)};
  const auto plan = plan_course_takers(rows, 1);
  ASSERT_EQ(plan.courses[0].shares.size(), 1u);
  EXPECT_EQ(plan.courses[0].shares[0].author, "author-27");
  ASSERT_EQ(plan.courses[1].shares.size(), 2u);
  EXPECT_EQ(plan.courses[1].shares[0].author, "author-09");
  EXPECT_EQ(plan.courses[1].shares[0].bps, 7000);
  EXPECT_EQ(plan.courses[1].shares[1].author, "author-26");
}

TEST(Expectation, CountsAsTheRulesOfTheReadmeSay) {
  const auto expectation = expect_from(all_extracts(), 200, kShares);
  EXPECT_EQ(expectation.points.at("c177460678891"), 21u);
  EXPECT_EQ(expectation.points.at("c898fa3d9612f"), 15u);
  EXPECT_EQ(expectation.points.at("c2869bdd133ce"), 18u);
  EXPECT_EQ(expectation.points.at("c17b763760e83"), 4u);
  EXPECT_EQ(expectation.grant_total, 379'184'96u);
  EXPECT_EQ(expectation.grants_received.size(), 9u);
  EXPECT_EQ(expectation.grants_received.at("GB-CHC-1121560"), 92'027'00u);
  EXPECT_EQ(expectation.grants_received.at("GB-CHC-1117352"), 0u);
  std::uint64_t purchases = 0;
  for (const auto& [id, sales] : expectation.courses) purchases += sales.purchases;
  EXPECT_EQ(purchases, 200u);
}

// By sha256sum and a calculator, for each entry the sum of all judges' 80 + byte 0 mod 60 + byte 1 mod 60:
// translate-a-course 398 403 402 408 357 414 433 402, best-exercise 318 298 206 271 279.
TEST(Expectation, RanksTheContestsByTheScoresOfTheRule) {
  const auto expectation = expect_from({}, 0, kShares);
  ASSERT_EQ(expectation.contests.size(), 3u);
  const auto winners = [&](std::size_t contest) {
    std::vector<std::string> labels;
    for (const auto& winner : expectation.contests[contest].winners) labels.push_back(winner.entrant);
    return labels;
  };
  EXPECT_THAT(winners(0), testing::ElementsAre("entrant-7", "entrant-6", "entrant-4"));
  EXPECT_THAT(winners(1), testing::ElementsAre("entrant-1", "entrant-2"));
  EXPECT_TRUE(expectation.contests[2].called_off);
  EXPECT_THAT(winners(2), testing::IsEmpty());
  EXPECT_EQ(expectation.entrant_income.at("entrant-1"), 250'00u);
  EXPECT_EQ(expectation.entrant_income.at("entrant-7"), 500'00u);
  EXPECT_EQ(expectation.entrant_income.at("entrant-8"), 0u);
  EXPECT_EQ(expectation.entrant_points.at("entrant-1"), 50u);
  EXPECT_EQ(expectation.entrant_points.at("entrant-2"), 20u);
  EXPECT_EQ(expectation.organiser_rest, 3'850'00u);
}

// A chain as the expectation has it, put together by hand from the numbers above.
struct Compare : testing::Test {
  Compare() {
    input.courses = {course("1", 1999, 4)};
    expectation = expect_from(input, 3, kShares);
    reading.shares = kShares;
    auto& sales = reading.courses["1"];
    sales.price = 1999;
    sales.purchases = 3;
    sales.commons = 597;
    sales.innovation = 297;
    sales.charity = 297;
    sales.authors = 4806;
    reading.books = {{"pool/commons", 597}, {"pool/innovation", 297}, {"pool/charity", 297}};
    const auto author = expectation.author_income.begin()->first;
    book = "account/" + cast.address(author).text();
    reading.books[book] = 4806;
    reading.issued = 5997 + 5'000'00;
    add_contests("");
  }
  // `round`: what labels and slugs end in.
  void add_contests(const std::string& round) {
    const auto address = [&](const std::string& label) { return cast.address(label + round).text(); };
    reading.contests["translate-a-course" + round] = {"settled",
                                                      {{1, address("entrant-7"), 500'00, 0},
                                                       {2, address("entrant-6"), 300'00, 0},
                                                       {3, address("entrant-4"), 100'00, 0}}};
    reading.contests["best-exercise" + round] = {
        "settled", {{1, address("entrant-1"), 250'00, 50}, {2, address("entrant-2"), 0, 20}}};
    reading.contests["bug-of-the-month" + round] = {"refunded", {}};
    reading.books["account/" + address("entrant-7")] = 500'00;
    reading.books["account/" + address("entrant-6")] = 300'00;
    reading.books["account/" + address("entrant-4")] = 100'00;
    reading.books["account/" + address("entrant-1")] = 250'00;
    reading.books["account/" + address("contest-organiser")] = 3'850'00;
    reading.contest_points = {{address("entrant-1"), 50}, {address("entrant-2"), 20}};
  }
  [[nodiscard]] bool all_hold() const {
    const auto findings = compare(expectation, reading, cast);
    return std::all_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.holds; });
  }
  DemoKeys keys = test_keys();
  Cast cast{keys};
  Input input;
  Expectation expectation;
  ChainReading reading;
  std::string book;
};

TEST_F(Compare, HoldsForWhatTheFilesSay) {
  ASSERT_EQ(expectation.author_income.size(), 1u);
  EXPECT_TRUE(all_hold());
}

TEST_F(Compare, ACentThatMovedFromOneBookToAnotherIsSeenThoughSumsAreEqual) {
  reading.books["pool/commons"] -= 1;
  reading.books["pool/charity"] += 1;
  EXPECT_FALSE(named(compare(expectation, reading, cast), "books of the pools").holds);
}

TEST_F(Compare, ACentInABookThatTheFilesDoNotKnowIsSeen) {
  reading.books["account/somebody"] = 1;
  EXPECT_FALSE(
      named(compare(expectation, reading, cast), "all books together, against the outside world").holds);
}

TEST_F(Compare, AnAuthorsMissingCentIsSeen) {
  reading.books[book] -= 1;
  EXPECT_FALSE(named(compare(expectation, reading, cast), "books of the authors").holds);
}

TEST_F(Compare, APurchaseTooManyAMissingCourseAndAnUnpublishedOneAreSeen) {
  reading.courses["1"].purchases = 4;
  reading.unpublished["1"] = 1;
  reading.courses["2"].price = 5;
  const auto findings = compare(expectation, reading, cast);
  EXPECT_FALSE(named(findings, "courses").holds);
  EXPECT_FALSE(named(findings, "courses not published").holds);
  EXPECT_FALSE(named(findings, "purchases by course").holds);
  EXPECT_THAT(named(findings, "purchases by course").differences,
              testing::ElementsAre("1: expected 3, found 4"));
}

TEST_F(Compare, APrizeForTheWrongEntrantIsSeenThoughSumsAreEqual) {
  auto& awards = reading.contests["translate-a-course"].awards;
  std::swap(awards[1].account, awards[2].account);
  const auto findings = compare(expectation, reading, cast);
  EXPECT_FALSE(named(findings, "winners of contests").holds);
  EXPECT_THAT(named(findings, "prizes by winner").differences,
              testing::Contains("translate-a-course, rank 2: entrant-6: expected 300.00, found 0.00"));
}

TEST_F(Compare, APrizeOfNothingForTheWrongEntrantIsSeen) {
  reading.contests["best-exercise"].awards[1] = {2, cast.address("entrant-3").text(), 0, 20};
  EXPECT_FALSE(named(compare(expectation, reading, cast), "winners of contests").holds);
}

TEST_F(Compare, AContestThatIsMissingOrStillOpenIsSeen) {
  reading.contests["bug-of-the-month"].state = "open";
  EXPECT_FALSE(named(compare(expectation, reading, cast), "contests by outcome").holds);
  reading.contests.erase("bug-of-the-month");
  EXPECT_FALSE(named(compare(expectation, reading, cast), "contests by outcome").holds);
}

TEST_F(Compare, PointsNotGivenAndCreditsLeftInEscrowAreSeen) {
  reading.contests["best-exercise"].awards[0].points = 0;
  reading.contest_points.erase(cast.address("entrant-1").text());
  reading.books["account/" + cast.address("contest-organiser").text()] -= 200'00;
  reading.books["escrow/contest"] = 200'00;
  const auto findings = compare(expectation, reading, cast);
  EXPECT_FALSE(named(findings, "points by winner").holds);
  EXPECT_FALSE(named(findings, "contest points of the entrants").holds);
  EXPECT_FALSE(named(findings, "left to the contests' organiser").holds);
  EXPECT_FALSE(named(findings, "escrow of contests").holds);
}

TEST_F(Compare, OfSeveralRoundsTheLastOneCounts) {
  reading.contests["translate-a-course"] = {"refunded", {}};  // a deadline was missed
  EXPECT_FALSE(all_hold());
  add_contests("-round-2");
  reading.issued += 5'000'00;
  EXPECT_TRUE(all_hold());
}

TEST_F(Compare, PointsAndGrantsOfTheWrongAccountAreSeen) {
  expectation.points["me"] = 5;
  expectation.grants_received["org"] = 7;
  reading.points["kula1other"] = 5;
  reading.grants_received["kula1other"] = 7;
  const auto findings = compare(expectation, reading, cast);
  EXPECT_FALSE(named(findings, "points by contributor").holds);
  EXPECT_FALSE(named(findings, "grants by recipient").holds);
}

}  // namespace
}  // namespace kula::cli::demo
