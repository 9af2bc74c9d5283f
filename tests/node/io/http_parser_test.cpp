#include "node/io/http_parser.h"

#include <gtest/gtest.h>

#include "node/io/limits.h"

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

TEST_F(HttpParserTest, ReadsTheNextRequestAfterOneThatCameByteByByte) {
  ASSERT_EQ(feed_by_byte(parser_, "PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
            HttpParser::State::complete);
  EXPECT_EQ(as_text(parser_.take().body), "abc");
  ASSERT_EQ(feed_by_byte(parser_, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n"), HttpParser::State::complete);
  const auto second = parser_.take();
  EXPECT_EQ(second.target, "/b");
  EXPECT_TRUE(second.body.empty());
}

TEST_F(HttpParserTest, RefusesABodyWithoutALengthOnceTheHeaderHasEnded) {
  for (const std::string encoding : {"chunked", "gzip, chunked", "identity"}) {
    HttpParser parser([](std::string_view, std::string_view) { return kBodyLimit; });
    EXPECT_EQ(
        feed_by_byte(parser, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + encoding + "\r\n\r\n"),
        HttpParser::State::without_length)
        << encoding;
  }
}

TEST_F(HttpParserTest, RefusesAHeaderAtItsLimitHoweverItComes) {
  const std::string field = "X-Field: " + std::string(1'000, 'x') + "\r\n";
  std::string request = "GET / HTTP/1.1\r\n";
  while (request.size() <= kMaxHeaderBytes) request += field;
  EXPECT_EQ(feed_by_byte(parser_, request), HttpParser::State::header_too_large);
  HttpParser whole([](std::string_view, std::string_view) { return kBodyLimit; });
  std::size_t taken = 0;
  EXPECT_EQ(whole.feed(as_bytes(request), taken), HttpParser::State::header_too_large);
  HttpParser fits([](std::string_view, std::string_view) { return kBodyLimit; });
  const std::string rest = "\r\n";
  request.resize(kMaxHeaderBytes - 2 * rest.size());
  EXPECT_EQ(feed_by_byte(fits, request + rest + rest), HttpParser::State::complete);
}

// Beast takes the fields of the first half at once, and its own limit is of the other one alone.
TEST_F(HttpParserTest, RefusesAHeaderOfTwoHalvesThatAreWithinTheLimitEach) {
  std::string half;
  while (half.size() < kMaxHeaderBytes * 3 / 4) half += "X-Field: " + std::string(1'000, 'x') + "\r\n";
  const std::string first = "GET / HTTP/1.1\r\nHost: a\r\n" + half;
  std::size_t taken = 0;
  ASSERT_EQ(parser_.feed(as_bytes(first), taken), HttpParser::State::needs_more);
  const std::string second = first.substr(taken) + half + "\r\n";
  EXPECT_EQ(parser_.feed(as_bytes(second), taken), HttpParser::State::header_too_large);
}

}  // namespace
}  // namespace kula::io
