#include "node/io/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <set>

#include "node/io/acceptor.h"
#include "node/io/http_parser.h"
#include "node/io/limits.h"

namespace kula::io {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

HttpTimeouts default_timeouts() { return {kIdleTimeoutMs, kRequestTimeoutMs, kWriteTimeoutMs}; }

struct HttpServer::State : std::enable_shared_from_this<HttpServer::State> {
  State(asio::io_context& io, tcp::acceptor listening, const HttpTimeouts& limits, Handler what)
      : context(io), acceptor(std::move(listening)), pause(io), timeouts(limits), handler(std::move(what)) {}
  void accept();

  asio::io_context& context;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  HttpTimeouts timeouts;
  Handler handler;
  std::set<std::shared_ptr<Session>> sessions;
  bool is_stopping = false;
};

// One connection. Steps: read -> process -> (handler) -> write -> process what came meanwhile -> read.
class HttpServer::Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, std::shared_ptr<HttpServer::State> server)
      : socket_(std::move(socket)),
        timer_(server->context),
        server_(std::move(server)),
        parser_(server_->handler.body_limit) {}

  void start() {
    ErrorCode ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    arm(server_->timeouts.idle_ms);
    read();
  }
  // A connection without a request ends now; one with a request ends after its answer.
  void stop() {
    closes_ = true;
    if (!is_busy_ && unread_.empty()) close();
  }
  void close() {
    ErrorCode ignored;
    socket_.close(ignored);
    timer_.cancel();
    ++timer_turn_;
    server_->sessions.erase(shared_from_this());
  }

 private:
  void read() {
    buffer_.resize(kReadBytes);
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](ErrorCode error, std::size_t size) {
                              if (error) return self->close();
                              if (self->unread_.empty() && !self->in_request_)
                                self->arm(self->server_->timeouts.request_ms);
                              append(self->unread_, ByteView(self->buffer_).first(size));
                              self->process();
                            });
  }

  void process() {
    if (unread_.empty()) return read();
    in_request_ = true;
    std::size_t taken = 0;
    const auto state = parser_.feed(unread_, taken);
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(taken));
    switch (state) {
      case HttpParser::State::needs_more:
        return parser_.should_continue() ? continue_request() : read();
      case HttpParser::State::complete:
        return handle();
      case HttpParser::State::malformed:
        return refuse(400);
      case HttpParser::State::without_length:
        return refuse(411);
      case HttpParser::State::header_too_large:
        return refuse(431);
      case HttpParser::State::body_too_large:
        return refuse(413);
    }
  }

  void handle() {
    auto request = parser_.take();
    in_request_ = false;
    is_busy_ = true;
    timer_.cancel();
    ++timer_turn_;
    closes_ = closes_ || !request.keep_alive;
    server_->handler.handle(std::move(request), [weak = weak_from_this()](const HttpResponse& response) {
      if (const auto self = weak.lock()) self->write(response);
    });
  }

  void refuse(unsigned status) {
    closes_ = true;
    is_busy_ = true;
    in_request_ = false;
    write(server_->handler.refuse(status));
  }

  void continue_request() {
    output_ = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this()](ErrorCode error, std::size_t) {
                        if (error) return self->close();
                        self->read();
                      });
  }

  void write(const HttpResponse& response) {
    if (!socket_.is_open()) return;
    closes_ = closes_ || server_->is_stopping;
    output_ = serialize(response, !closes_);
    arm(server_->timeouts.write_ms);
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this()](ErrorCode error, std::size_t) {
                        self->output_ = {};
                        self->is_busy_ = false;
                        if (error || self->closes_) return self->finish();
                        self->arm(self->unread_.empty() ? self->server_->timeouts.idle_ms
                                                        : self->server_->timeouts.request_ms);
                        self->process();
                      });
  }

  // Tells the client that nothing more comes, then reads away what it still sends, for a moment: closing with
  // unread bytes would reset the connection and could take the answer with it.
  void finish() {
    ErrorCode ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    arm(1000);
    drain();
  }
  void drain() {
    buffer_.resize(kReadBytes);
    socket_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](ErrorCode error, std::size_t) {
      return error ? self->close() : self->drain();
    });
  }

  void arm(std::uint64_t delay_ms) {
    const auto turn = ++timer_turn_;
    timer_.expires_after(std::chrono::milliseconds(delay_ms));
    timer_.async_wait([self = shared_from_this(), turn](ErrorCode error) {
      if (!error && turn == self->timer_turn_) self->time_out();
    });
  }
  void time_out() {
    if (in_request_ && !is_busy_) return refuse(408);
    close();
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  std::uint64_t timer_turn_ = 0;
  std::shared_ptr<HttpServer::State> server_;
  HttpParser parser_;
  Bytes buffer_;
  Bytes unread_;  // received and not parsed: the next requests
  std::string output_;
  bool in_request_ = false;  // some of a request has come
  bool is_busy_ = false;     // a request is being answered
  bool closes_ = false;      // after the answer
};

void HttpServer::State::accept() {
  acceptor.async_accept([self = shared_from_this()](ErrorCode error, tcp::socket socket) {
    if (self->is_stopping || error == asio::error::operation_aborted) return;
    if (error) {
      // Out of descriptors, most likely: not in a hurry.
      self->pause.expires_after(std::chrono::milliseconds(100));
      self->pause.async_wait([self](ErrorCode) { self->accept(); });
      return;
    }
    if (self->sessions.size() < kMaxConnections) {
      const auto session = std::make_shared<Session>(std::move(socket), self);
      self->sessions.insert(session);
      session->start();
    }
    self->accept();
  });
}

Expected<std::unique_ptr<HttpServer>, std::string> HttpServer::listen(asio::io_context& context,
                                                                      const std::string& host,
                                                                      std::uint16_t port,
                                                                      const HttpTimeouts& timeouts,
                                                                      Handler handler) {
  auto acceptor = listen_on(context, host, port);
  if (!acceptor) return fail(acceptor.error() + " in [http] listen");
  auto state = std::make_shared<State>(context, std::move(*acceptor), timeouts, std::move(handler));
  state->accept();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::~HttpServer() {
  stop();
  const auto sessions = state_->sessions;  // each holds the state: let go of them
  for (const auto& session : sessions) session->close();
}

std::uint16_t HttpServer::port() const {
  ErrorCode ignored;
  return state_->acceptor.local_endpoint(ignored).port();
}

std::size_t HttpServer::connections() const { return state_->sessions.size(); }

void HttpServer::stop() {
  state_->is_stopping = true;
  ErrorCode ignored;
  state_->acceptor.close(ignored);
  state_->pause.cancel();
  const auto sessions = state_->sessions;
  for (const auto& session : sessions) session->stop();
}

}  // namespace kula::io
