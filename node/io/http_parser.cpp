#include "node/io/http_parser.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "ledger/base/check.h"
#include "node/io/limits.h"

namespace kula::io {

namespace http = boost::beast::http;
// Not vector_body: Boost 1.81's takes the address of an element that is not there while a body is empty.
using Request = http::request_parser<http::string_body>;

struct HttpParser::Parser {
  std::unique_ptr<Request> request;
  bool is_header_judged = false;
  bool was_continued = false;
  std::size_t header_bytes = 0;  // taken; Beast's own limit is of what has not been

  void reset() {
    request = std::make_unique<Request>();
    request->header_limit(kMaxHeaderBytes);
    request->body_limit(boost::none);  // ours follows the header
    is_header_judged = false;
    was_continued = false;
    header_bytes = 0;
  }
};

HttpParser::HttpParser(BodyLimit body_limit)
    : body_limit_(std::move(body_limit)), parser_(std::make_unique<Parser>()) {
  parser_->reset();
}
HttpParser::HttpParser(HttpParser&&) noexcept = default;
HttpParser& HttpParser::operator=(HttpParser&&) noexcept = default;
HttpParser::~HttpParser() = default;

HttpParser::State HttpParser::feed(ByteView bytes, std::size_t& taken) {
  auto& request = *parser_->request;
  std::size_t used = 0;
  while (!request.is_done()) {
    boost::system::error_code error;
    const std::size_t one =
        request.put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), error);
    used += one;
    taken += one;
    if (!parser_->is_header_judged) {
      parser_->header_bytes += one;
      const auto unread = request.is_header_done() ? 0 : bytes.size() - used;
      if (parser_->header_bytes + unread > kMaxHeaderBytes) return State::header_too_large;
    }
    if (error == http::error::need_more) return State::needs_more;
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
      return State::header_too_large;
    if (error) return State::malformed;
    if (request.is_header_done() && !parser_->is_header_judged) {
      parser_->is_header_judged = true;
      const auto& head = request.get();
      if (head.version() != 11 && head.version() != 10) return State::malformed;
      if (head.count(http::field::transfer_encoding) != 0) return State::without_length;
      if (head.target().size() > kMaxTargetBytes) return State::header_too_large;
      const auto limit =
          body_limit_(std::string_view(head.method_string().data(), head.method_string().size()),
                      std::string_view(head.target().data(), head.target().size()));
      const auto length = request.content_length();
      if (length && *length > limit) return State::body_too_large;
    }
    if (one == 0 && used == bytes.size() && !request.is_done()) return State::needs_more;
  }
  return State::complete;
}

HttpRequest HttpParser::take() {
  KULA_CHECK(parser_->request->is_done(), "a request taken before its end; report this as a bug");
  auto message = parser_->request->release();
  const auto field = [&](http::field name) {
    const auto value = message[name];
    return std::string(value.data(), value.size());
  };
  HttpRequest request;
  request.method.assign(message.method_string().data(), message.method_string().size());
  request.target.assign(message.target().data(), message.target().size());
  // A second Host names another site: take neither.
  request.host = message.count(http::field::host) == 1 ? field(http::field::host) : std::string();
  request.origin = field(http::field::origin);
  request.content_type = field(http::field::content_type);
  request.keep_alive = message.keep_alive();
  request.body = to_bytes(as_bytes(message.body()));
  parser_->reset();
  return request;
}

bool HttpParser::should_continue() {
  auto& request = *parser_->request;
  if (parser_->was_continued || !request.is_header_done() || request.is_done()) return false;
  if (!boost::beast::iequals(request.get()[http::field::expect], "100-continue")) return false;
  parser_->was_continued = true;
  return true;
}

}  // namespace kula::io
