// Accepts connections on the peers' port, at a bounded pace. One thread: that of the io_context.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>

#include "ledger/base/expected.h"
#include "node/engine/token_bucket.h"

namespace kula::io {

class PeerListener {
 public:
  using Accepted = std::function<void(boost::asio::ip::tcp::socket)>;
  // Binds and listens at once; accepts once it is started. Port 0 takes a free one.
  [[nodiscard]] static Expected<std::unique_ptr<PeerListener>, std::string> listen(
      boost::asio::io_context& context, const std::string& host, std::uint16_t port);
  ~PeerListener();
  PeerListener(const PeerListener&) = delete;
  PeerListener& operator=(const PeerListener&) = delete;

  void start(Accepted accepted);
  void stop();
  [[nodiscard]] std::uint16_t port() const;

  struct State;

 private:
  explicit PeerListener(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

}  // namespace kula::io
