#include "node/io/peer_listener.h"

#include "node/io/acceptor.h"
#include "node/io/limits.h"
#include "node/io/peer_link.h"

namespace kula::io {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {
constexpr std::uint64_t kOutOfDescriptorsMs = 100;  // most likely: not in a hurry
}

struct PeerListener::State : std::enable_shared_from_this<PeerListener::State> {
  explicit State(tcp::acceptor listening)
      : acceptor(std::move(listening)),
        pause(acceptor.get_executor()),
        pace(kStrangersBurst, kStrangersPerSecond) {}

  void accept() {
    acceptor.async_accept([self = shared_from_this()](ErrorCode error, tcp::socket socket) {
      if (self->is_stopped) return;
      if (error) return self->accept_in(kOutOfDescriptorsMs);
      self->pace.borrow(1, steady_now_ms());
      self->accepted(std::move(socket));
      self->accept_in(self->pace.debt_ms());
    });
  }
  void accept_in(std::uint64_t delay_ms) {
    if (delay_ms == 0) return accept();
    pause.expires_after(std::chrono::milliseconds(delay_ms));
    pause.async_wait([self = shared_from_this()](ErrorCode) {
      if (!self->is_stopped) self->accept();
    });
  }

  tcp::acceptor acceptor;
  asio::steady_timer pause;
  engine::TokenBucket pace;
  Accepted accepted;
  bool is_stopped = false;
};

Expected<std::unique_ptr<PeerListener>, std::string> PeerListener::listen(asio::io_context& context,
                                                                          const std::string& host,
                                                                          std::uint16_t port) {
  auto acceptor = listen_on(context, host, port);
  if (!acceptor) return fail(acceptor.error() + " in [peers] listen");
  auto state = std::make_shared<State>(std::move(*acceptor));
  return std::unique_ptr<PeerListener>(new PeerListener(std::move(state)));
}

PeerListener::~PeerListener() { stop(); }

void PeerListener::start(Accepted accepted) {
  state_->accepted = std::move(accepted);
  state_->accept();
}

void PeerListener::stop() {
  state_->is_stopped = true;
  ErrorCode ignored;
  state_->acceptor.close(ignored);
  state_->pause.cancel();
}

std::uint16_t PeerListener::port() const {
  ErrorCode ignored;
  return state_->acceptor.local_endpoint(ignored).port();
}

}  // namespace kula::io
