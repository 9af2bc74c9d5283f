// The one file of the command line that sees Beast, and only its synchronous serializer and parser.
#include "cli/http_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <optional>

#include "ledger/base/number.h"

namespace kula::cli {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {
constexpr std::uint64_t kMaxAnswerBytes = 64u << 20;  // a page of rows or a digest is far below
}

class HttpClient::Connection {
 public:
  Connection(std::string host, std::string port) : host_(std::move(host)), port_(std::move(port)) {}

  [[nodiscard]] std::string authority() const { return host_ + ":" + port_; }

  // Nothing on any failure; the socket is then closed and `reason` says why.
  std::optional<HttpAnswer> exchange(const std::string& request, std::string& reason, unsigned timeout_ms) {
    has_sent_ = false;
    deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    for (int attempt = 0; attempt < 2; ++attempt) {
      const bool reused = socket_.has_value();
      if (!reused && !connect(reason)) return std::nullopt;
      has_sent_ = true;
      if (auto answer = send_and_read(request, reason)) return answer;
      socket_.reset();
      // Only a connection that had been idle may have been closed under us.
      if (!reused) return std::nullopt;
    }
    return std::nullopt;
  }

  // Whether anything of the last request may have arrived.
  [[nodiscard]] bool has_sent() const { return has_sent_; }

 private:
  // Runs the pending operation until `done` or the deadline.
  bool wait(const bool& done) {
    context_.restart();
    while (!done) {
      if (context_.run_one_until(deadline_) == 0) return done;
    }
    return true;
  }

  bool connect(std::string& reason) {
    error_code error;
    tcp::resolver resolver(context_);
    const auto endpoints = resolver.resolve(host_, port_, error);
    if (error) return (reason = error.message(), false);
    socket_.emplace(context_);
    bool done = false;
    asio::async_connect(*socket_, endpoints, [&](const error_code& result, const tcp::endpoint&) {
      error = result;
      done = true;
    });
    if (!wait(done)) {
      reason = "no connection in time";
      abandon();
      return false;
    }
    if (error) {
      reason = error.message();
      socket_.reset();
      return false;
    }
    socket_->set_option(tcp::no_delay(true), error);
    return true;
  }

  // Ends the pending operation so that its handler, which refers to our frame, has run.
  void abandon() {
    error_code ignored;
    socket_->close(ignored);
    context_.restart();
    context_.run();
    socket_.reset();
  }

  std::optional<HttpAnswer> send_and_read(const std::string& request, std::string& reason) {
    error_code error;
    bool done = false;
    asio::async_write(*socket_, asio::buffer(request), [&](const error_code& result, std::size_t) {
      error = result;
      done = true;
    });
    if (!wait(done)) {
      abandon();
      reason = "the node did not take the request in time";
      return std::nullopt;
    }
    if (error) return (reason = error.message(), std::nullopt);

    http::response_parser<http::string_body> parser;
    parser.body_limit(kMaxAnswerBytes);
    parser.eager(true);
    std::string buffer;
    std::array<char, 16384> chunk{};
    while (!parser.is_done()) {
      std::size_t read = 0;
      done = false;
      socket_->async_read_some(asio::buffer(chunk), [&](const error_code& result, std::size_t size) {
        error = result;
        read = size;
        done = true;
      });
      if (!wait(done)) {
        abandon();
        reason = "the node did not answer in time";
        return std::nullopt;
      }
      if (error) return (reason = error.message(), std::nullopt);
      buffer.append(chunk.data(), read);
      error_code parse_error;
      std::size_t used = 0;
      do {
        used = parser.put(asio::buffer(buffer), parse_error);
        buffer.erase(0, used);
      } while (used > 0 && !parse_error && !buffer.empty() && !parser.is_done());
      if (parse_error && parse_error != http::error::need_more) {
        reason = "the answer is no HTTP: " + parse_error.message();
        return std::nullopt;
      }
    }
    const bool keep = parser.get().keep_alive();
    HttpAnswer answer{parser.get().result_int(), std::move(parser.get().body())};
    if (!keep) socket_.reset();
    return answer;
  }

  std::string host_;
  std::string port_;
  asio::io_context context_;
  std::optional<tcp::socket> socket_;
  std::chrono::steady_clock::time_point deadline_;
  bool has_sent_ = false;
};

HttpClient::HttpClient(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::open(const std::string& url) {
  constexpr std::string_view kScheme = "http://";
  const std::string next = "use --node http://127.0.0.1:8700 (the port is the node's [http] listen)";
  if (url.substr(0, kScheme.size()) != kScheme)
    return usage_error("the node's URL must begin with http://: " + url, next);
  auto authority = url.substr(kScheme.size());
  if (!authority.empty() && authority.back() == '/') authority.pop_back();
  const auto colon = authority.rfind(':');
  const auto host = authority.substr(0, colon);
  const auto port = colon == std::string::npos ? std::string("80") : authority.substr(colon + 1);
  const auto number = parse_u64(port);
  if (host.empty() || host.find('/') != std::string::npos || !number || *number == 0 || *number > 65535) {
    return usage_error("the node's URL is not http://host:port: " + url, next);
  }
  return HttpClient(std::make_unique<Connection>(host, port));
}

namespace {
Error silence(const std::string& authority, const std::string& reason, bool has_sent) {
  const auto what = "no answer from the node at " + authority;
  if (has_sent)
    return {ExitCode::failed, "no_answer", what, reason, "try again, or name another with --node"};
  return {ExitCode::failed, "node_unreachable", what, reason,
          "start one with `kula localnet up`, or name another with --node"};
}
}  // namespace

Result<HttpAnswer> HttpClient::get(const std::string& target, unsigned timeout_ms) {
  std::string reason;
  const auto request = "GET " + target + " HTTP/1.1\r\nHost: " + connection_->authority() +
                       "\r\nUser-Agent: kula\r\nAccept: application/json\r\n\r\n";
  auto answer = connection_->exchange(request, reason, timeout_ms);
  if (!answer) return fail(silence(connection_->authority(), reason, connection_->has_sent()));
  return std::move(*answer);
}

Result<HttpAnswer> HttpClient::post(const std::string& target, std::string_view content_type, ByteView body,
                                    unsigned timeout_ms) {
  std::string reason;
  auto request = "POST " + target + " HTTP/1.1\r\nHost: " + connection_->authority() +
                 "\r\nUser-Agent: kula\r\nContent-Type: " + std::string(content_type) +
                 "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  request.append(as_text(body));
  auto answer = connection_->exchange(request, reason, timeout_ms);
  if (!answer) return fail(silence(connection_->authority(), reason, connection_->has_sent()));
  return std::move(*answer);
}

std::string url_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                            c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      result += c;
    } else {
      const auto byte = static_cast<std::uint8_t>(c);
      result += '%';
      for (const char digit : to_hex({&byte, 1}))
        result += static_cast<char>(digit >= 'a' ? digit - 'a' + 'A' : digit);
    }
  }
  return result;
}

}  // namespace kula::cli
