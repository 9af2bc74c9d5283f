#include "tests/node/io/wire_tap.h"

#include <boost/asio/write.hpp>
#include <list>

namespace kula::io {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

struct WireTap::State : std::enable_shared_from_this<WireTap::State> {
  State(asio::io_context& io, std::uint16_t port)
      : context(io),
        acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
        there(asio::ip::address_v4::loopback(), port) {}

  struct Pair {
    explicit Pair(asio::io_context& io) : near(io), far(io) {}
    tcp::socket near;
    tcp::socket far;
  };
  using PairPointer = std::shared_ptr<Pair>;

  void accept() {
    acceptor.async_accept([self = shared_from_this()](ErrorCode error, tcp::socket socket) {
      if (error) return;
      const auto pair = std::make_shared<Pair>(self->context);
      pair->near = std::move(socket);
      self->pairs.push_back(pair);
      pair->far.async_connect(self->there, [self, pair](ErrorCode failed) {
        if (failed) return self->close(pair);
        self->pump(pair, pair->near, pair->far, std::make_shared<Bytes>(64 * 1024));
        self->pump(pair, pair->far, pair->near, std::make_shared<Bytes>(64 * 1024));
      });
      self->accept();
    });
  }
  void pump(const PairPointer& pair, tcp::socket& from, tcp::socket& to,
            const std::shared_ptr<Bytes>& buffer) {
    from.async_read_some(asio::buffer(*buffer),
                         [=, this, self = shared_from_this(), &from, &to](ErrorCode error, std::size_t size) {
                           if (is_pulled) return;
                           if (error) return close(pair);
                           append(recording, ByteView(*buffer).first(size));
                           asio::async_write(to, asio::buffer(buffer->data(), size),
                                             [=, this, &from, &to](ErrorCode failed, std::size_t) {
                                               if (failed) return self->close(pair);
                                               self->pump(pair, from, to, buffer);
                                             });
                         });
  }
  void close(const PairPointer& pair) {
    ErrorCode ignored;
    pair->near.close(ignored);
    pair->far.close(ignored);
  }

  asio::io_context& context;
  tcp::acceptor acceptor;
  tcp::endpoint there;
  std::list<PairPointer> pairs;
  Bytes recording;
  bool is_pulled = false;
};

WireTap::WireTap(asio::io_context& context, std::uint16_t to_port)
    : state_(std::make_shared<State>(context, to_port)) {
  state_->accept();
}

WireTap::~WireTap() {
  ErrorCode ignored;
  state_->acceptor.close(ignored);
  for (const auto& pair : state_->pairs) state_->close(pair);
}

std::uint16_t WireTap::port() const { return state_->acceptor.local_endpoint().port(); }
const Bytes& WireTap::recording() const { return state_->recording; }
void WireTap::pull() { state_->is_pulled = true; }

}  // namespace kula::io
