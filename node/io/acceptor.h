// Sockets that listen.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>

#include "ledger/base/expected.h"

namespace kula::io {

// Bound to an address in digits, and listening; port 0 takes a free one. Errors are for people and ask for
// another, without saying where it is set.
[[nodiscard]] Expected<boost::asio::ip::tcp::acceptor, std::string> listen_on(
    boost::asio::io_context& context, const std::string& host, std::uint16_t port);

}  // namespace kula::io
