#include "node/io/acceptor.h"

namespace kula::io {

Expected<boost::asio::ip::tcp::acceptor, std::string> listen_on(boost::asio::io_context& context,
                                                                const std::string& host, std::uint16_t port) {
  namespace asio = boost::asio;
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error) return fail("\"" + host + "\" is no IP address to listen on; choose another");
  const asio::ip::tcp::endpoint endpoint(address, port);
  asio::ip::tcp::acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return acceptor;
  return fail("cannot listen on " + host + " port " + std::to_string(port) + ": " + error.message() +
              "; is another kulad running? choose another port");
}

}  // namespace kula::io
