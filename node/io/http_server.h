// HTTP/1.1 over TCP: connections, limits and time-outs; what requests mean is the handler's. One thread: that
// of the io_context. No TLS: it is bound to loopback addresses only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>

#include "ledger/base/expected.h"
#include "node/io/http_message.h"

namespace kula::io {

struct HttpTimeouts {
  std::uint64_t idle_ms;
  std::uint64_t request_ms;
  std::uint64_t write_ms;
};
[[nodiscard]] HttpTimeouts default_timeouts();

class HttpServer {
 public:
  using Respond = std::function<void(HttpResponse)>;
  struct Handler {
    // `respond` is called once, from within or later, by the io_context's thread.
    std::function<void(HttpRequest, Respond)> handle;
    std::function<std::size_t(std::string_view method, std::string_view target)> body_limit;
    // For what never became a request: 400, 408, 411, 413, 431; the router answers 411 with 400.
    std::function<HttpResponse(unsigned status)> refuse;
  };

  // Binds and listens at once. `host` is an IPv4 or IPv6 address; port 0 takes a free one.
  [[nodiscard]] static Expected<std::unique_ptr<HttpServer>, std::string> listen(
      boost::asio::io_context& context, const std::string& host, std::uint16_t port,
      const HttpTimeouts& timeouts, Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t connections() const;
  // Accepts no more, closes idle connections; answers under way are still written.
  void stop();

 private:
  class Session;
  struct State;

  explicit HttpServer(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

}  // namespace kula::io
