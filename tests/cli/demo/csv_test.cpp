#include "cli/demo/csv.h"

#include <gmock/gmock.h>

namespace kula::cli::demo {
namespace {

using testing::ElementsAre;

TEST(Csv, AQuoteThatIsNeverClosedIsAFaultThatSaysSo) {
  const auto records = parse_csv("a,b\n1,\"2\n3,4\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[1].fault, testing::HasSubstr("never closed"));
  EXPECT_EQ(records[1].line, 2u);
}

TEST(Csv, AQuoteInsideAPlainFieldIsAFaultOfThatRecordOnly) {
  const auto records = parse_csv("a\nx\"y\nz\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_THAT(records[1].fault, testing::HasSubstr("inside"));
  EXPECT_EQ(records[2].fault, "");
}

TEST(Csv, TextAfterAClosingQuoteIsAFault) {
  const auto records = parse_csv("a,b\n\"x\"y,2\n3,4\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_THAT(records[1].fault, testing::HasSubstr("after a closing quote"));
  EXPECT_EQ(records[2].fault, "");
}

TEST(Csv, BytesThatAreNoUtf8AreAFault) {
  const auto records = parse_csv("a\n\xff\xfe\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[1].fault, testing::HasSubstr("UTF-8"));
}

TEST(Csv, QuotesKeepCommasLineBreaksAndDoubledQuotes) {
  const auto records = parse_csv("a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[1].fields, ElementsAre("x, \"y\"\nz", "2"));
  EXPECT_EQ(records[1].fault, "");
}

TEST(Csv, RowsCountRecordsAndLinesCountLinesOfTheFile) {
  const auto records = parse_csv("a\n\"1\n2\"\n3\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[2].row, 3u);
  EXPECT_EQ(records[2].line, 4u);
}

TEST(Csv, TheLastLineNeedsNoEndAndEmptyLinesAndAByteOrderMarkAreNoRecords) {
  const auto records = parse_csv(
      "\xef\xbb\xbf"
      "a,b\n\n1,\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(records[1].fields, ElementsAre("1", ""));
  EXPECT_EQ(parse_csv("a\nb").size(), 2u);
  EXPECT_TRUE(parse_csv("").empty());
}

}  // namespace
}  // namespace kula::cli::demo
