#include "cli/demo/plan.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <random>
#include <set>

#include "cli/contract_kinds.h"
#include "cli/demo/expectation.h"
#include "cli/demo/plan_courses.h"
#include "tests/cli/demo/files.h"

namespace kula::cli::demo {
namespace {

std::map<std::string, std::uint64_t> takers(const CoursePlan& plan) {
  std::map<std::string, std::uint64_t> result;
  for (const auto& planned : plan.courses) result[planned.row->id] = planned.takers;
  return result;
}

std::vector<Stage> whole_plan(const Input& input, const Cast& cast) {
  auto stages = plan_loading(input, cast, {200}, TimeMs{1'000'000'000'000});
  for (auto& stage : plan_contests(cast, 1, TimeMs{1'000'000'000'000})) stages.push_back(std::move(stage));
  return stages;
}

std::string field(const types::Action& action, std::string_view name) {
  const auto json = contract_kinds().action_json(action);
  return std::string(json.find("fields")->string_at(name));
}
std::string kind(const types::Action& action) {
  return std::string(contract_kinds().action_json(action).string_at("kind"));
}

// Seven purchases over 6 : 3 : 1 subscribers are 4.2, 2.1 and 0.7: floors 4, 2, 0, and the seventh to the
// largest rest.
TEST(Takers, GetFloorsAndThenTheLargestRemainders) {
  const std::vector<CourseRow> rows{course("10", 20, 6), course("9", 30, 3), course("11", 5, 1),
                                    course("7", 0, 5)};
  const auto plan = plan_course_takers(rows, 7);
  EXPECT_THAT(takers(plan), testing::ElementsAre(testing::Pair("10", 4), testing::Pair("11", 1),
                                                 testing::Pair("7", 3), testing::Pair("9", 2)));
  EXPECT_EQ(plan.learners, 4u);
}

TEST(Takers, EqualRemaindersGoToTheLowerNumberNotTheLowerText) {
  const std::vector<CourseRow> rows{course("10", 20, 1), course("9", 20, 1)};
  const auto plan = plan_course_takers(rows, 1);
  EXPECT_THAT(takers(plan), testing::ElementsAre(testing::Pair("10", 0), testing::Pair("9", 1)));
}

TEST(Takers, NobodyBuysWhereNobodySubscribed) {
  const std::vector<CourseRow> rows{course("1", 20, 0), course("2", 0, 9)};
  const auto plan = plan_course_takers(rows, 5);
  EXPECT_THAT(takers(plan), testing::ElementsAre(testing::Pair("1", 0), testing::Pair("2", 0)));
}

TEST(Slugs, AreIdsAndWordsOfAtMost64BytesOrTheIdAlone) {
  auto long_title = course("123456", 1, 1);
  long_title.title = std::string(200, 'a');
  auto no_words = course("5", 1, 1);
  no_words.title = "\u8abf\u8272";
  auto words = course("4", 1, 1);
  words.title = "  HTML & CSS -- for You!  ";
  const std::vector<CourseRow> rows{long_title, no_words, words};
  const auto plan = plan_course_takers(rows, 0);
  EXPECT_EQ(plan.courses[0].slug.value, "4-html-css-for-you");
  EXPECT_EQ(plan.courses[1].slug.value, "course-5");
  EXPECT_EQ(plan.courses[2].slug.value.size(), 64u);
}

TEST(Plan, DoesNotDependOnTheOrderOfRows) {
  const auto keys = test_keys();
  const Cast cast(keys);
  Input input = all_extracts();
  const auto digest = plan_digest(input, cast, {200});
  std::mt19937 random(7);
  std::shuffle(input.courses.begin(), input.courses.end(), random);
  std::shuffle(input.contributions.begin(), input.contributions.end(), random);
  std::shuffle(input.grants.begin(), input.grants.end(), random);
  EXPECT_EQ(plan_digest(input, cast, {200}), digest);
}

TEST(Plan, AnotherRowOptionOrSeedIsAnotherPlan) {
  const auto keys = test_keys();
  const Cast cast(keys);
  Input input = all_extracts();
  const auto digest = plan_digest(input, cast, {200});
  EXPECT_NE(plan_digest(input, cast, {201}), digest);
  input.grants.back().amount = Amount{1};
  EXPECT_NE(plan_digest(input, cast, {200}), digest);
  const DemoKeys others(Bytes(32, 8));
  EXPECT_NE(plan_digest(all_extracts(), Cast(others), {200}), digest);
}

TEST(Plan, NobodyTakesACourseTwiceOrHisOwnAndEveryTransactionFits) {
  const auto keys = test_keys();
  const Cast cast(keys);
  std::set<std::pair<std::string, std::string>> taken;
  std::size_t bought = 0;
  for (const auto& stage : whole_plan(all_extracts(), cast)) {
    for (const auto& transaction : stage.transactions) {
      EXPECT_LE(transaction.actions.size(), 32u);
      for (const auto& action : transaction.actions) {
        const auto name = kind(action);
        ASSERT_NE(name, "") << "an action of kind " << action.kind << " that the contracts do not know";
        if (name != "course.buy" && name != "course.enrol") continue;
        bought += name == "course.buy" ? 1 : 0;
        EXPECT_EQ(transaction.sender.rfind("learner-", 0), 0u);
        EXPECT_TRUE(taken.emplace(transaction.sender, field(action, "slug")).second);
      }
    }
  }
  EXPECT_EQ(bought, 200u);
}

// C0.6: what names an organisation or a person stays in the files.
TEST(Plan, PutsNoNameOrIdOfAnOrganisationOrAuthorOnTheChain) {
  const auto keys = test_keys();
  const Cast cast(keys);
  const Input input = all_extracts();
  std::string chain;
  for (const auto& stage : whole_plan(input, cast)) {
    for (const auto& transaction : stage.transactions) {
      for (const auto& action : transaction.actions) chain += std::string(as_text(action.body)) + "\n";
    }
  }
  for (const auto& grant : input.grants) {
    EXPECT_EQ(chain.find(grant.organisation), std::string::npos);
    EXPECT_EQ(chain.find(grant.title), std::string::npos);
    EXPECT_EQ(chain.find(grant.organisation.substr(grant.organisation.rfind('-') + 1)), std::string::npos);
  }
  for (const auto& row : input.contributions) EXPECT_EQ(chain.find(row.author), std::string::npos);
  EXPECT_NE(chain.find(input.courses[0].title), std::string::npos);  // the search finds what is there
}

// Points and who records, by hand from the extract: README's rule.
TEST(Plan, RecordsEveryCommitByTheSecondMaintainerAndHasThoseOfMaintainersConfirmed) {
  const auto keys = test_keys();
  const Cast cast(keys);
  std::map<std::string, std::uint64_t> points;
  std::size_t confirmed = 0;
  for (const auto& stage : whole_plan(all_extracts(), cast)) {
    for (const auto& transaction : stage.transactions) {
      for (const auto& action : transaction.actions) {
        const auto json = contract_kinds().action_json(action);
        if (kind(action) == "contribution.confirm") {
          EXPECT_EQ(transaction.sender, "reviewer-3");
          confirmed += json.find("fields")->find("numbers")->as_array()->size();
        }
        if (kind(action) != "contribution.record") continue;
        EXPECT_EQ(transaction.sender, "contributor/c2869bdd133ce");
        for (const auto& entry : *json.find("fields")->find("entries")->as_array()) {
          points[std::string(entry.string_at("contributor"))] += *parse_u64(entry.string_at("points"));
        }
      }
    }
  }
  const auto address = [&](const std::string& author) {
    return cast.address("contributor/" + author).text();
  };
  EXPECT_EQ(points.size(), 4u);
  EXPECT_EQ(points[address("c177460678891")], 21u);
  EXPECT_EQ(points[address("c898fa3d9612f")], 15u);
  EXPECT_EQ(points[address("c2869bdd133ce")], 18u);
  EXPECT_EQ(points[address("c17b763760e83")], 4u);
  EXPECT_EQ(confirmed, 12u);  // six each of the two maintainers
}

TEST(DemoKeys, DifferByLabelAndSeedAndAreTheSameAgain) {
  const auto keys = test_keys();
  EXPECT_EQ(keys.address("registrar"), test_keys().address("registrar"));
  EXPECT_NE(keys.address("registrar"), keys.address("issuer-1"));
  EXPECT_NE(keys.address("registrar"), DemoKeys(Bytes(32, 8)).address("registrar"));
  EXPECT_NE(keys.salt("registrar"), keys.salt("issuer-1"));
}

}  // namespace
}  // namespace kula::cli::demo
