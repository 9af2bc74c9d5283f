// A machine in the middle: passes what two nodes say and keeps a recording, or passes nothing any more.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "ledger/base/bytes.h"

namespace kula::io {

class WireTap {
 public:
  WireTap(boost::asio::io_context& context, std::uint16_t to_port);
  ~WireTap();
  WireTap(const WireTap&) = delete;
  WireTap& operator=(const WireTap&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] const Bytes& recording() const;  // both directions, as read
  // The cable is pulled: connections stay, nothing comes through.
  void pull();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace kula::io
