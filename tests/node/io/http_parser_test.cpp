#include "node/io/http_parser.h"

#include <gtest/gtest.h>

namespace kula::io {
namespace {

constexpr std::size_t kBodyLimit = 100;

// Feeds one byte after the other, as the slowest network may bring them; what is not taken waits.
HttpParser::State feed_by_byte(HttpParser& parser, std::string_view text) {
  Bytes unread;
  for (const char c : text) {
    unread.push_back(static_cast<std::uint8_t>(c));
    std::size_t taken = 0;
    const auto state = parser.feed(unread, taken);
    unread.erase(unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(taken));
    if (state != HttpParser::State::needs_more) return state;
  }
  return HttpParser::State::needs_more;
}

class HttpParserTest : public testing::Test {
 protected:
  HttpParser parser_{[](std::string_view, std::string_view) { return kBodyLimit; }};
};

// A chunk then has begun when none of its bytes have come.
TEST_F(HttpParserTest, ReadsAChunkedBodyThatComesByteByByte) {
  ASSERT_EQ(feed_by_byte(parser_,
                         "POST /v1/simulate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "5\r\nhello\r\n6; x=y\r\n world\r\n0\r\n\r\n"),
            HttpParser::State::complete);
  const auto request = parser_.take();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v1/simulate");
  EXPECT_EQ(as_text(request.body), "hello world");
}

TEST_F(HttpParserTest, ReadsTheNextRequestAfterOneThatCameByteByByte) {
  ASSERT_EQ(feed_by_byte(parser_, "PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
            HttpParser::State::complete);
  EXPECT_EQ(as_text(parser_.take().body), "abc");
  ASSERT_EQ(feed_by_byte(parser_, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n"), HttpParser::State::complete);
  const auto second = parser_.take();
  EXPECT_EQ(second.target, "/b");
  EXPECT_TRUE(second.body.empty());
}

TEST_F(HttpParserTest, EndsABodyAtItsLimitHoweverSlowlyItComes) {
  std::string request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t sent = 0; sent <= kBodyLimit; ++sent) request += "1\r\nx\r\n";
  EXPECT_EQ(feed_by_byte(parser_, request), HttpParser::State::body_too_large);
}

}  // namespace
}  // namespace kula::io
