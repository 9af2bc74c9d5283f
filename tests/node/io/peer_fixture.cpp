#include "tests/node/io/peer_fixture.h"

#include <arpa/inet.h>
#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kula::io {

namespace {
constexpr std::uint64_t kPatienceMs = 30'000;  // of real time; a loaded machine is slow

TlsIdentity make_identity(const std::string& folder, const std::string& name) {
  const auto path = folder + "/" + name + ".key";
  EXPECT_TRUE(TlsIdentity::create(path).has_value());
  auto identity = TlsIdentity::read(path);
  EXPECT_TRUE(identity.has_value());
  return *identity;
}
}  // namespace

bool LinesLog::has(const std::vector<std::string>& parts) const {
  return std::any_of(lines_.begin(), lines_.end(), [&](const std::string& line) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](const std::string& part) { return line.find(part) != std::string::npos; });
  });
}

std::string LinesLog::text() const {
  std::string all;
  for (const auto& line : lines_) all += line + "\n";
  return all;
}

PeerNode::PeerNode(boost::asio::io_context& context, const std::string& folder, const std::string& a_name)
    : name(a_name), context_(context), identity_(make_identity(folder, a_name)) {}

void PeerNode::start(const PeerNetwork::Settings& settings, bool listens) {
  std::unique_ptr<PeerListener> listener;
  if (listens) {
    auto bound = PeerListener::listen(context_, "127.0.0.1", port_);
    ASSERT_TRUE(bound.has_value()) << bound.error();
    listener = std::move(*bound);
    port_ = listener->port();
  }
  peers.clear();
  network_ = std::make_unique<PeerNetwork>(context_, log, identity_, settings, std::move(listener));
  network_->start(*this);
}

types::NodeEntry PeerNode::entry() const {
  return {name, id(), std::nullopt, "127.0.0.1:" + std::to_string(port_ == 0 ? 1 : port_)};
}

void PeerNode::send(const PeerNode& to, engine::Lane lane, const Bytes& message) {
  network_->send(to.id(), lane, std::make_shared<const Bytes>(message));
}

void PeerNode::connected(const engine::PeerId& peer) {
  EXPECT_TRUE(peers.insert(peer).second) << "connected twice";
  ++connections;
}
void PeerNode::disconnected(const engine::PeerId& peer) {
  EXPECT_EQ(peers.erase(peer), 1u) << "was not connected";
}
void PeerNode::message(const engine::PeerId& peer, ByteView message) {
  EXPECT_TRUE(peers.contains(peer)) << "a message of nobody";
  messages.emplace_back(peer, to_bytes(message));
}

Attacker::Attacker(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(::fcntl(socket_, F_SETFL, O_NONBLOCK), 0);
}

Attacker::Attacker(std::uint16_t port, const Tls& tls) : Attacker(port) {
  context_ = ::SSL_CTX_new(::TLS_client_method());
  const int version = tls.version == 0 ? TLS1_3_VERSION : tls.version;
  ::SSL_CTX_set_min_proto_version(context_, version);
  ::SSL_CTX_set_max_proto_version(context_, version);
  if (tls.identity != nullptr) {
    ::SSL_CTX_use_certificate(context_, tls.identity->certificate());
    ::SSL_CTX_use_PrivateKey(context_, tls.identity->key());
  }
  ssl_ = ::SSL_new(context_);
  ::SSL_set_fd(ssl_, socket_);
  ::SSL_set_mode(ssl_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

Attacker::~Attacker() {
  if (ssl_ != nullptr) ::SSL_free(ssl_);
  if (context_ != nullptr) ::SSL_CTX_free(context_);
  ::close(socket_);
}

void Attacker::step() {
  if (is_closed_ || is_deaf_) return;
  std::uint8_t buffer[16 * 1024];
  if (ssl_ == nullptr) {
    const auto got = ::recv(socket_, buffer, sizeof(buffer), MSG_DONTWAIT);
    if (got > 0) append(received_, ByteView(buffer).first(static_cast<std::size_t>(got)));
    is_closed_ = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
    return;
  }
  if (!is_ready_) {
    const int result = ::SSL_connect(ssl_);
    is_ready_ = result == 1;
    if (!is_ready_) {
      is_closed_ = ::SSL_get_error(ssl_, result) != SSL_ERROR_WANT_READ;
      return;
    }
  }
  while (true) {
    const int got = ::SSL_read(ssl_, buffer, sizeof(buffer));
    if (got <= 0) {
      is_closed_ = ::SSL_get_error(ssl_, got) != SSL_ERROR_WANT_READ;
      return;
    }
    append(received_, ByteView(buffer).first(static_cast<std::size_t>(got)));
  }
}

void Attacker::send_plain(ByteView bytes) {
  static_cast<void>(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

bool Attacker::send(ByteView bytes) {
  const int put = ::SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
  return put == static_cast<int>(bytes.size());
}

PeerTest::~PeerTest() {
  nodes_.clear();
  context_.poll();
}

PeerNode& PeerTest::add(const std::string& name) {
  nodes_.push_back(std::make_unique<PeerNode>(context_, folder_.path().string(), name));
  return *nodes_.back();
}

void PeerTest::register_all() {
  std::vector<types::NodeEntry> entries;
  for (const auto& node : nodes_) entries.push_back(node->entry());
  for (const auto& node : nodes_) node->network().set_registry(entries);
}

PeerNetwork::Settings PeerTest::settings(bool dials) { return {chain_of(1), dials, kPeerProtocol, {}}; }

bool PeerTest::poll_until(const std::function<bool()>& done) {
  const auto deadline = steady_now_ms() + kPatienceMs;
  while (!done()) {
    if (steady_now_ms() > deadline) return false;
    context_.restart();
    context_.run_for(std::chrono::milliseconds(1));
    for (const auto& attacker : attackers_) attacker->step();
  }
  return true;
}

void PeerTest::poll_for(std::uint64_t ms) {
  const auto end = steady_now_ms() + ms;
  static_cast<void>(poll_until([&] { return steady_now_ms() >= end; }));
}

bool PeerTest::poll_connected(PeerNode& left, PeerNode& right) {
  const auto is_settled = [](PeerNode& node) { return node.network().links() == node.peers.size(); };
  return poll_until(
      [&] { return left.sees(right) && right.sees(left) && is_settled(left) && is_settled(right); });
}

types::ChainId chain_of(std::uint8_t number) {
  types::ChainId chain;
  chain.bytes.fill(number);
  return chain;
}

Bytes wire_frame(std::uint8_t kind, ByteView content) {
  const auto length = content.size() + 1;
  Bytes bytes{static_cast<std::uint8_t>(length), static_cast<std::uint8_t>(length >> 8),
              static_cast<std::uint8_t>(length >> 16), static_cast<std::uint8_t>(length >> 24), kind};
  append(bytes, content);
  return bytes;
}

Bytes wire_hello(std::uint8_t chain) {
  Bytes content{2, 0};  // version 2, little-endian
  append(content, chain_of(chain).view());
  return wire_frame(1, content);
}

}  // namespace kula::io
