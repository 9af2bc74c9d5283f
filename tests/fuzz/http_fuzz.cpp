// Requests of one connection. The first two bytes say where the stream is cut in two: what is read must not
// depend on how the bytes came.
#include "node/io/http_parser.h"
#include "tests/fuzz/fuzz.h"

namespace {

using kula::io::HttpParser;
constexpr std::size_t kMaxBody = 256;

struct Reading {
  std::vector<kula::io::HttpRequest> requests;
  HttpParser::State end = HttpParser::State::needs_more;
};

void read_on(HttpParser& parser, kula::Bytes& unread, kula::ByteView part, Reading& reading) {
  if (reading.end != HttpParser::State::needs_more) return;
  kula::append(unread, part);
  while (!unread.empty()) {
    std::size_t taken = 0;
    reading.end = parser.feed(unread, taken);
    KULA_CHECK(taken <= unread.size(), "more is taken than there was");
    unread.erase(unread.begin(), unread.begin() + static_cast<std::ptrdiff_t>(taken));
    if (reading.end != HttpParser::State::complete) return;
    reading.requests.push_back(parser.take());
    KULA_CHECK(reading.requests.back().body.size() <= kMaxBody, "a body above the limit");
    reading.end = HttpParser::State::needs_more;
  }
}

Reading read(const std::vector<kula::ByteView>& parts) {
  HttpParser parser([](std::string_view, std::string_view) { return kMaxBody; });
  kula::Bytes unread;
  Reading reading;
  for (const auto part : parts) read_on(parser, unread, part, reading);
  return reading;
}

bool same(const kula::io::HttpRequest& a, const kula::io::HttpRequest& b) {
  return a.method == b.method && a.target == b.target && a.host == b.host && a.origin == b.origin &&
         a.content_type == b.content_type && a.body == b.body && a.keep_alive == b.keep_alive;
}

}  // namespace

KULA_FUZZ(input) {
  if (input.size() < 2) return;
  const auto stream = input.subspan(2);
  const auto cut = std::min<std::size_t>(input[0] + 256U * input[1], stream.size());
  const auto whole = read({stream});
  const auto parts = read({stream.first(cut), stream.subspan(cut)});
  // What is refused is refused, but Beast may see it earlier or later, and for another reason.
  KULA_CHECK(std::equal(whole.requests.begin(), whole.requests.end(), parts.requests.begin(),
                        parts.requests.end(), same),
             "where the stream is cut changes what it says");
}
