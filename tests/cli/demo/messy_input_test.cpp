// Every class of problem by row and field (issue: nothing is lost silently).
#include <gmock/gmock.h>

#include "tests/cli/demo/files.h"

namespace kula::cli::demo {
namespace {

using testing::HasSubstr;

struct Mess {
  std::string name;
  std::string row;  // the second of two data rows; the first is good
  std::string field;
  std::string problem;  // a part of it
};
void PrintTo(const Mess& mess, std::ostream* out) { *out << mess.name; }
std::string name_of(const testing::TestParamInfo<Mess>& info) { return info.param.name; }

// The good row, then the messy one: exactly one problem, of this row and field, and the good row is taken.
void expect_one_problem(const Input& input, std::size_t taken, std::size_t row, const Mess& mess) {
  ASSERT_EQ(input.problems.size(), 1u);
  EXPECT_EQ(input.problems[0].row, row);
  EXPECT_EQ(input.problems[0].field, mess.field);
  EXPECT_THAT(input.problems[0].problem, HasSubstr(mess.problem));
  EXPECT_EQ(input.skipped, 1u);
  EXPECT_EQ(input.rows, 2u);
  EXPECT_EQ(taken, 1u);
}

class MessyCourse : public testing::TestWithParam<Mess> {};
TEST_P(MessyCourse, IsReportedByRowAndFieldAndLeftOut) {
  Input input;
  read_courses(
      "course_id,title,is_paid,price,subscribers,reviews,lectures,level,subject,published_at\n"
      "1,One,true,20,3,4,5,All Levels,Web Development,2011-07-09T05:43:31Z\n" +
          GetParam().row + "\n",
      input);
  expect_one_problem(input, input.courses.size(), 3, GetParam());
}
const std::string kEnd = ",3,4,5,All Levels,Web Development,2011-07-09T05:43:31Z";
INSTANTIATE_TEST_SUITE_P(
    Each, MessyCourse,
    testing::Values(
        Mess{"MissingId", ",Two,true,20" + kEnd, "course_id", "missing"},
        Mess{"WordAsId", "x2,Two,true,20" + kEnd, "course_id", "no course id"},
        Mess{"DuplicateId", "1,Two,true,20" + kEnd, "course_id", "earlier row"},
        Mess{"MissingTitle", "2,,true,20" + kEnd, "title", "missing"},
        Mess{"LongTitle", "2," + std::string(257, 't') + ",true,20" + kEnd, "title", "too long"},
        Mess{"ControlCharacter", "2,T\x01wo,true,20" + kEnd, "title", "control"},
        Mess{"BadBool", "2,Two,TRUE,20" + kEnd, "is_paid", "true or false"},
        Mess{"MissingBool", "2,Two,,20" + kEnd, "is_paid", "missing"},
        Mess{"MissingPrice", "2,Two,true," + kEnd, "price", "missing"},
        Mess{"NegativePrice", "2,Two,true,-20" + kEnd, "price", "negative"},
        Mess{"AbsurdPrice", "2,Two,true,1000000000.01" + kEnd, "price", "absurd"},
        Mess{"VeryAbsurdPrice", "2,Two,true,99999999999999999999999" + kEnd, "price", "absurd"},
        Mess{"WordAsPrice", "2,Two,true,Free" + kEnd, "price", "no amount"},
        Mess{"ExponentInPrice", "2,Two,true,2e1" + kEnd, "price", "exponent"},
        Mess{"ThreeDecimals", "2,Two,true,20.005" + kEnd, "price", "no amount"},
        Mess{"PaidForNothing", "2,Two,true,0" + kEnd, "price", "without a price"},
        Mess{"FreeForMoney", "2,Two,false,20" + kEnd, "price", "free course"},
        Mess{"NegativeSubscribers", "2,Two,true,20,-3,4,5,All Levels,Web Development,2011-07-09T05:43:31Z",
             "subscribers", "negative"},
        Mess{"AbsurdSubscribers",
             "2,Two,true,20,1000000001,4,5,All Levels,Web Development,2011-07-09T05:43:31Z", "subscribers",
             "absurd"},
        Mess{"FractionOfReviews", "2,Two,true,20,3,4.5,5,All Levels,Web Development,2011-07-09T05:43:31Z",
             "reviews", "whole number"},
        Mess{"MissingLectures", "2,Two,true,20,3,4,,All Levels,Web Development,2011-07-09T05:43:31Z",
             "lectures", "missing"},
        Mess{"UnknownLevel", "2,Two,true,20,3,4,5,Some Level,Web Development,2011-07-09T05:43:31Z", "level",
             "must be"},
        Mess{"NoSubject", "2,Two,true,20,3,4,5,All Levels,,2011-07-09T05:43:31Z", "subject", "missing"},
        Mess{"SubjectWithoutLetters", "2,Two,true,20,3,4,5,All Levels,!!,2011-07-09T05:43:31Z", "subject",
             "at least three"},
        Mess{"DayFirst", "2,Two,true,20,3,4,5,All Levels,Web Development,09/07/2011", "published_at", "day"},
        Mess{"NoDate", "2,Two,true,20,3,4,5,All Levels,Web Development,soon", "published_at", "ISO 8601"},
        Mess{"ThirteenthMonth", "2,Two,true,20,3,4,5,All Levels,Web Development,2011-13-09T05:43:31Z",
             "published_at", "ISO 8601"},
        Mess{"TooFewFields", "2,Two,true", "", "3 fields where the header has 10"},
        Mess{"TooManyFields", "2,Two,true,20" + kEnd + ",more", "", "11 fields"},
        Mess{"OpenQuote", "2,\"Two,true,20" + kEnd, "", "never closed"}),
    name_of);

class MessyContribution : public testing::TestWithParam<Mess> {};
TEST_P(MessyContribution, IsReportedByRowAndFieldAndLeftOut) {
  Input input;
  read_contributions("commit,author,authored_at,files,insertions,deletions,subject\n" + std::string(40, 'a') +
                         ",me,2013-06-11T18:18:21-07:00,3,4,5,first\n" + GetParam().row + "\n",
                     kLatest, input);
  expect_one_problem(input, input.contributions.size(), 3, GetParam());
}
const std::string kCommit(40, 'b');
INSTANTIATE_TEST_SUITE_P(
    Each, MessyContribution,
    testing::Values(
        Mess{"DuplicateCommit", std::string(40, 'a') + ",me,2013-06-11T18:18:21Z,3,4,5,x", "commit",
             "earlier row"},
        Mess{"ShortCommit", "abc,me,2013-06-11T18:18:21Z,3,4,5,x", "commit", "no commit id"},
        Mess{"NoAuthor", kCommit + ",,2013-06-11T18:18:21Z,3,4,5,x", "author", "missing"},
        Mess{"DayFirst", kCommit + ",me,11.06.2013,3,4,5,x", "authored_at", "day"},
        Mess{"Future", kCommit + ",me,2099-06-11T18:18:21Z,3,4,5,x", "authored_at", "future"},
        Mess{"NoFiles", kCommit + ",me,2013-06-11T18:18:21Z,,4,5,x", "files", "missing"},
        Mess{"NegativeLines", kCommit + ",me,2013-06-11T18:18:21Z,3,-4,5,x", "insertions", "negative"},
        Mess{"AbsurdLines", kCommit + ",me,2013-06-11T18:18:21Z,3,4,5000000000,x", "deletions", "absurd"}),
    name_of);

class MessyGrant : public testing::TestWithParam<Mess> {};
TEST_P(MessyGrant, IsReportedByRowAndFieldAndLeftOut) {
  Input input;
  read_grants(
      R"({"grants":[{"id":"g-1","title":"T","currency":"GBP","amountAwarded":5,"awardDate":"2015-06-10",)"
      R"("recipientOrganization":[{"id":"o-1"}]},)" +
          GetParam().row + "]}",
      kLatest, input);
  expect_one_problem(input, input.grants.size(), 2, GetParam());
}
std::string grant(const std::string& id, const std::string& amount, const std::string& date,
                  const std::string& recipient = R"([{"id":"o-2"}])", const std::string& currency = "GBP") {
  return R"({"id":")" + id + R"(","title":"T","currency":")" + currency + R"(","amountAwarded":)" + amount +
         R"(,"awardDate":")" + date + R"(","recipientOrganization":)" + recipient + "}";
}
INSTANTIATE_TEST_SUITE_P(
    Each, MessyGrant,
    testing::Values(
        Mess{"DuplicateId", grant("g-1", "5", "2015-06-10"), "id", "earlier grant"},
        Mess{"MissingId", grant("", "5", "2015-06-10"), "id", "missing"},
        Mess{"Negative", grant("g-2", "-5", "2015-06-10"), "amountAwarded", "negative"},
        Mess{"Absurd", grant("g-2", "5000000000", "2015-06-10"), "amountAwarded", "absurd"},
        Mess{"Exponent", grant("g-2", "5e3", "2015-06-10"), "amountAwarded", "exponent"},
        Mess{"ThreeDecimals", grant("g-2", "5.005", "2015-06-10"), "amountAwarded", "no amount"},
        Mess{"AmountAsText", grant("g-2", "\"5\"", "2015-06-10"), "amountAwarded", "number"},
        Mess{"NullAmount", grant("g-2", "null", "2015-06-10"), "amountAwarded", "missing"},
        Mess{"DayFirst", grant("g-2", "5", "10/06/2015"), "awardDate", "day"},
        Mess{"NoDate", grant("g-2", "5", ""), "awardDate", "missing"},
        Mess{"NoRecipient", grant("g-2", "5", "2015-06-10", "[]"), "recipientOrganization", "missing"},
        Mess{"TwoRecipients", grant("g-2", "5", "2015-06-10", R"([{"id":"a"},{"id":"b"}])"),
             "recipientOrganization", "more than one"},
        Mess{"RecipientWithoutId", grant("g-2", "5", "2015-06-10", R"([{"name":"X"}])"),
             "recipientOrganization/0/id", "missing"},
        Mess{"OtherCurrency", grant("g-2", "5", "2015-06-10", R"([{"id":"o-2"}])", "EUR"), "currency",
             "another currency"},
        Mess{"NoCurrency", grant("g-2", "5", "2015-06-10", R"([{"id":"o-2"}])", ""), "currency", "missing"},
        Mess{"NoObject", "17", "", "object"}),
    name_of);

TEST(MessyFiles, AFileThatIsNoTableOfItsShapeIsOneProblemOfTheWholeFile) {
  Input input;
  read_courses("", input);
  read_contributions("commit,author\n", kLatest, input);  // lacks four columns
  read_grants("[1, 2", kLatest, input);
  read_grants("{}", kLatest, input);
  ASSERT_EQ(input.problems.size(), 7u);
  for (const auto& problem : input.problems) EXPECT_EQ(problem.row, 0u);
}

TEST(MessyFiles, AByteOrderMarkBeforeGrantsIsNoFault) {
  Input input;
  read_grants("\xef\xbb\xbf{\"grants\":[" + grant("g-1", "5", "2015-06-10") + "]}", kLatest, input);
  EXPECT_TRUE(input.problems.empty());
  EXPECT_EQ(input.grants.size(), 1u);
}

TEST(MessyFiles, ALineBreakInATitleBecomesASpaceAndIsNoted) {
  Input input;
  read_courses(extract("courses.csv"), input);
  EXPECT_TRUE(input.problems.empty());
  ASSERT_EQ(input.courses.size(), 14u);
  ASSERT_EQ(input.notes.size(), 2u);
  EXPECT_EQ(input.notes[0].row, 14u);
  EXPECT_EQ(input.courses[12].title.find('\n'), std::string::npos);
}

TEST(MessyFiles, OneRowCanHaveSeveralProblemsAndIsSkippedOnce) {
  Input input;
  read_contributions("commit,author,authored_at,files,insertions,deletions\nx,,soon,-1,a,\n", kLatest, input);
  EXPECT_EQ(input.problems.size(), 6u);
  EXPECT_EQ(input.skipped, 1u);
}

TEST(GoodFiles, AmountsAreReadAsTextToTheLastCent) {
  const Input input = all_extracts();
  EXPECT_TRUE(input.problems.empty());
  ASSERT_EQ(input.grants.size(), 10u);
  std::uint64_t sum = 0;
  for (const auto& grant : input.grants) sum += grant.amount.value;
  EXPECT_EQ(sum, 379'184'96u);                           // added by hand
  EXPECT_EQ(input.grants[7].amount, Amount{35'907'80});  // written 35907.8
  EXPECT_EQ(input.contributions.size(), 20u);
}

}  // namespace
}  // namespace kula::cli::demo
