#include "node/io/peer_link.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <chrono>

#include "ledger/base/number.h"

namespace kula::io {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

std::uint64_t steady_now_ms() {
  using std::chrono::duration_cast;
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(duration_cast<std::chrono::milliseconds>(since).count());
}

PeerLink::PeerLink(asio::io_context& context, const TlsContext& tls, const Hello& hello,
                   const PeerTimeouts& timeouts, LinkOwner& owner)
    : owner_(&owner),
      tls_(tls),
      hello_(hello),
      timeouts_(timeouts),
      socket_(context),
      resolver_(context),
      pause_(context),
      frames_(kMaxGreetingBytes),
      bytes_budget_(kPeerBytesBurst, kPeerBytesPerSecond),
      message_budgets_{engine::TokenBucket(kPeerMessagesBurst, kConsensusPerSecond),
                       engine::TokenBucket(kPeerMessagesBurst, kSyncPerSecond),
                       engine::TokenBucket(kPeerMessagesBurst, kTransactionsPerSecond)} {}

// --- beginning

void PeerLink::accept(Socket socket) {
  socket_ = std::move(socket);
  ErrorCode error;
  address_ = socket_.remote_endpoint(error).address().to_string(error);
  begin_tls(TlsSession::Role::server);
}

void PeerLink::dial(const std::string& endpoint, const engine::PeerId& peer) {
  is_dialled_ = true;
  peer_ = peer;
  enter(State::connecting, timeouts_.connect_ms);
  const auto colon = endpoint.rfind(':');
  auto host = endpoint.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const auto port = colon == std::string::npos ? std::nullopt : parse_u64(endpoint.substr(colon + 1));
  if (!port || *port > 65535) return end(LinkEnd::lost, "\"" + endpoint + "\" is no host and port");
  ErrorCode not_numeric;
  const auto address = asio::ip::make_address(host, not_numeric);
  if (!not_numeric) return connect({tcp::endpoint(address, static_cast<std::uint16_t>(*port))});
  resolver_.async_resolve(host, std::to_string(*port),
                          [self = shared_from_this()](ErrorCode error, const auto& found) {
                            if (self->state_ != State::connecting) return;
                            if (error) return self->end(LinkEnd::lost, error.message());
                            std::vector<tcp::endpoint> endpoints;
                            for (const auto& one : found) endpoints.push_back(one.endpoint());
                            self->connect(endpoints);
                          });
}

void PeerLink::connect(const std::vector<tcp::endpoint>& endpoints) {
  asio::async_connect(socket_, endpoints,
                      [self = shared_from_this()](ErrorCode error, const tcp::endpoint& there) {
                        if (self->state_ != State::connecting) return;
                        if (error) return self->end(LinkEnd::lost, error.message());
                        self->address_ = there.address().to_string();
                        self->begin_tls(TlsSession::Role::client);
                      });
}

void PeerLink::begin_tls(TlsSession::Role role) {
  ErrorCode ignored;
  socket_.set_option(tcp::no_delay(true), ignored);  // before the handshake: 850 a second with it, 22 without
  enter(State::handshaking, timeouts_.setup_ms);
  session_.emplace(tls_, role, [this](const engine::PeerId& peer) {
    auto refusal = owner_->refusal_of(*this, peer);
    if (!refusal) peer_ = peer;
    return refusal;
  });
  flush();
  read();
}

void PeerLink::enter(State state, std::uint64_t time_ms) {
  state_ = state;
  deadline_ms_ = steady_now_ms() + time_ms;
}

// --- reading

void PeerLink::read() {
  if (state_ == State::ended) return;
  input_.resize(kPeerReadBytes);
  socket_.async_read_some(
      asio::buffer(input_), [self = shared_from_this()](ErrorCode error, std::size_t size) {
        if (self->state_ == State::ended) return;
        if (self->state_ == State::lingering) return error ? self->close() : self->read();
        if (error) {
          return self->end(LinkEnd::lost,
                           error == asio::error::eof ? "it closed the connection" : error.message());
        }
        self->received(ByteView(self->input_).first(size));
      });
}

void PeerLink::received(ByteView bytes) {
  heard_ms_ = steady_now_ms();
  bytes_budget_.borrow(bytes.size(), heard_ms_);
  const auto state = session_->receive(bytes, frames_.input());
  if (state == TlsSession::State::closed) return end(LinkEnd::lost, "it closed the connection");
  if (state == TlsSession::State::failed) {
    linger(LinkEnd::lost, session_->error());
    return read();
  }
  if (state == TlsSession::State::open && state_ == State::handshaking) {
    state_ = State::greeting;  // within the same time
    queues_.put_first(hello_frame(hello_));
  }
  flush();
  if (state_ == State::handshaking) return read();
  process();
}

// Some frames, then others have a turn; a peer that has overdrawn its budgets waits.
void PeerLink::process() {
  is_paused_ = false;
  for (std::size_t i = 0; i < kFramesPerTurn; ++i) {
    if (state_ != State::greeting && state_ != State::established) break;
    Frame frame;
    const auto result = frames_.next(frame);
    if (result == FrameReader::Result::malformed)
      return end(LinkEnd::misbehaved, "it sent a frame that is none, or one too large");
    if (result == FrameReader::Result::incomplete) {
      if (!frames_.is_within_frame()) {
        frame_since_ms_.reset();
      } else if (!frame_since_ms_) {
        frame_since_ms_ = heard_ms_;
      }
      return read();
    }
    frame_since_ms_.reset();
    charge(frame);
    handle(frame);
  }
  if (state_ == State::handshaking || state_ == State::lingering) return read();
  if (state_ == State::ended) return;
  is_paused_ = true;
  std::uint64_t debt_ms = bytes_budget_.debt_ms();
  for (const auto& budget : message_budgets_) debt_ms = std::max(debt_ms, budget.debt_ms());
  if (debt_ms == 0) {
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->process(); });
    return;
  }
  pause_.expires_after(std::chrono::milliseconds(debt_ms));
  pause_.async_wait([self = shared_from_this()](ErrorCode error) {
    if (!error) self->process();
  });
}

void PeerLink::charge(const Frame& frame) {
  const auto first = static_cast<std::size_t>(FrameKind::consensus);
  const auto kind = static_cast<std::size_t>(frame.kind);
  // What is not for the engine is cheap and still counted.
  message_budgets_[kind < first ? 0 : kind - first].borrow(1, heard_ms_);
}

void PeerLink::handle(const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::hello:
      return handle_hello(frame);
    case FrameKind::refusal: {
      const auto refusal = parse_refusal(frame.content);
      if (!refusal || refusal->wanted == hello_)
        return end(LinkEnd::misbehaved, "it refuses us without a reason");
      return end(LinkEnd::refused, refusal->wanted.chain == hello_.chain
                                       ? "it speaks version " + std::to_string(refusal->wanted.protocol) +
                                             " and refuses our " + std::to_string(hello_.protocol)
                                       : "it is on chain " + refusal->wanted.chain.text() +
                                             " and refuses our chain " + hello_.chain.text());
    }
    case FrameKind::keep_alive:
      if (state_ != State::established) end(LinkEnd::misbehaved, "it does not say hello");
      return;
    case FrameKind::consensus:
    case FrameKind::sync:
    case FrameKind::transactions:
      if (state_ != State::established) return end(LinkEnd::misbehaved, "it does not say hello");
      return owner_->link_received(*this, frame.content);
  }
}

void PeerLink::handle_hello(const Frame& frame) {
  const auto hello = parse_hello(frame.content);
  if (!hello || state_ != State::greeting) return end(LinkEnd::misbehaved, "it sent a hello that is none");
  if (*hello != hello_) {
    queues_.put_first(refusal_frame({hello_}));
    return linger(LinkEnd::refused,
                  hello->chain == hello_.chain
                      ? "it speaks version " + std::to_string(hello->protocol) + ", we speak " +
                            std::to_string(hello_.protocol)
                      : "it is on chain " + hello->chain.text() + ", we are on chain " + hello_.chain.text());
  }
  frames_.set_max_content(engine::kMaxPeerMessageBytes);
  state_ = State::established;
  established_ms_ = said_ms_ = progress_ms_ = heard_ms_;
  owner_->link_established(*this);
}

}  // namespace kula::io
