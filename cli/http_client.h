// HTTP/1.1 to one node: keep-alive, time-outs, limits. Not thread safe.
#pragma once

#include <memory>
#include <string>

#include "cli/error.h"
#include "ledger/base/bytes.h"

namespace kula::cli {

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};

class HttpClient {
 public:
  // `url` is http://host[:port]; usage error otherwise.
  [[nodiscard]] static Result<HttpClient> open(const std::string& url);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // Errors: "node_unreachable" when nothing was sent; "no_answer" when the request may have arrived and no
  // answer came within `timeout_ms`. A request on a connection that the node closed meanwhile is sent once
  // more: everything the API offers may be repeated safely.
  [[nodiscard]] Result<HttpAnswer> get(const std::string& target, unsigned timeout_ms = 30'000);
  [[nodiscard]] Result<HttpAnswer> post(const std::string& target, std::string_view content_type,
                                        ByteView body, unsigned timeout_ms = 30'000);

 private:
  class Connection;
  explicit HttpClient(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

// Whether the node may answer later: it was not there, or silent.
[[nodiscard]] inline bool is_silence(const Error& error) {
  return error.code == "node_unreachable" || error.code == "no_answer";
}

// Percent-encodes everything but unreserved characters (RFC 3986).
[[nodiscard]] std::string url_encoded(std::string_view text);

}  // namespace kula::cli
