// One connection to a peer, from the first SYN to the last byte: TCP, TLS, hello, then messages. Whoever made
// it, both sides are equal once it is established. Never waits; a link that a peer does not serve ends, and
// nobody else notices. One thread: that of the io_context.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "node/engine/token_bucket.h"
#include "node/io/limits.h"
#include "node/io/peer_frames.h"
#include "node/io/send_queues.h"
#include "node/io/tls_session.h"

namespace kula::io {

[[nodiscard]] std::uint64_t steady_now_ms();

class PeerLink;

struct PeerTimeouts {
  std::uint64_t connect_ms = kPeerConnectMs;
  std::uint64_t setup_ms = kPeerSetupMs;
  std::uint64_t silence_ms = kPeerSilenceMs;
  std::uint64_t stall_ms = kPeerStallMs;
  std::uint64_t frame_ms = kFrameTimeoutMs;
  std::uint64_t keep_alive_ms = kKeepAliveMs;
  std::uint64_t punish_ms = kPunishMs;
};

// Why a link ended.
enum class LinkEnd : std::uint8_t {
  lost,        // by the network or by the other side
  refused,     // it, or we, are of another network or version
  misbehaved,  // it did what no honest peer does
  dropped,     // by our own decision: left the registry, replaced, shutting down
};

class LinkOwner {
 public:
  virtual ~LinkOwner() = default;
  // Within the handshake: why this key may not be at the other end of this link; nothing when it may.
  [[nodiscard]] virtual std::optional<std::string> refusal_of(const PeerLink& link,
                                                              const engine::PeerId& peer) = 0;
  // Its hello agrees with ours.
  virtual void link_established(PeerLink& link) = 0;
  virtual void link_received(PeerLink& link, ByteView message) = 0;
  // Told once, as the last thing, and never from within a call of the owner's.
  virtual void link_ended(PeerLink& link, LinkEnd why, const std::string& reason) = 0;
};

class PeerLink : public std::enable_shared_from_this<PeerLink> {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  // REQUIRES owner outlives this, or disowns it.
  PeerLink(boost::asio::io_context& context, const TlsContext& tls, const Hello& hello,
           const PeerTimeouts& timeouts, LinkOwner& owner);

  // One of the two begins it. `peer`: who is expected there.
  void accept(Socket socket);
  void dial(const std::string& endpoint, const engine::PeerId& peer);

  // Lost when the link is not established. A full lane of consensus ends the link, another drops the message.
  void send(engine::Lane lane, std::shared_ptr<const Bytes> message);
  // From here on nothing is sent or told; link_ended follows.
  void end(LinkEnd why, const std::string& reason);
  // Closes at once; the owner is told nothing more.
  void disown();
  // Looks at time-outs; told every kPeerTickMs.
  void tick(std::uint64_t now_ms);

  // Once TLS has proved it; when dialled, who is expected.
  [[nodiscard]] const std::optional<engine::PeerId>& peer() const { return peer_; }
  [[nodiscard]] bool is_dialled() const { return is_dialled_; }
  [[nodiscard]] bool is_established() const { return state_ == State::established; }
  [[nodiscard]] std::uint64_t established_ms() const { return established_ms_; }
  [[nodiscard]] const std::string& address() const { return address_; }  // of the other side, no port

 private:
  enum class State : std::uint8_t { connecting, handshaking, greeting, established, lingering, ended };

  // Steps: (resolve -> connect ->) handshake -> greet -> established. One read and one write at a time.
  void connect(const std::vector<boost::asio::ip::tcp::endpoint>& endpoints);
  void begin_tls(TlsSession::Role role);
  void enter(State state, std::uint64_t time_ms);
  void read();
  void received(ByteView bytes);
  void process();
  void handle(const Frame& frame);
  void handle_hello(const Frame& frame);
  void charge(const Frame& frame);
  void flush_soon();
  void flush();
  void write_some();
  // The other side is told why, in an alert or a refusal, and given a moment to read it.
  void linger(LinkEnd why, const std::string& reason);
  void close();

  LinkOwner* owner_;
  const TlsContext& tls_;
  Hello hello_;
  PeerTimeouts timeouts_;
  Socket socket_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::steady_timer pause_;
  std::optional<TlsSession> session_;
  std::optional<engine::PeerId> peer_;
  bool is_dialled_ = false;
  std::string address_;

  State state_ = State::connecting;
  std::uint64_t deadline_ms_ = 0;  // of a state before or after established
  std::uint64_t established_ms_ = 0;
  LinkEnd why_ = LinkEnd::lost;
  std::string reason_;

  Bytes input_;
  FrameReader frames_;
  bool is_paused_ = false;  // it has overdrawn a budget
  std::uint64_t heard_ms_ = 0;
  std::optional<std::uint64_t> frame_since_ms_;  // an unfinished frame's beginning
  engine::TokenBucket bytes_budget_;
  std::array<engine::TokenBucket, 3> message_budgets_;  // by lane

  SendQueues queues_;
  Bytes output_;  // being written
  std::size_t written_ = 0;
  bool is_writing_ = false;
  bool will_flush_ = false;
  std::uint64_t said_ms_ = 0;
  std::uint64_t progress_ms_ = 0;
};

}  // namespace kula::io
