// Real nodes' networks on loopback ports, and an attacker who speaks TLS by OpenSSL alone.
#pragma once

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "node/io/peer_network.h"
#include "tests/support/ignored_signal.h"
#include "tests/support/temporary_folder.h"

struct ssl_ctx_st;
struct ssl_st;

namespace kula::io {

class LinesLog final : public engine::Log {
 public:
  void write(engine::LogLevel, std::string_view message) override { lines_.emplace_back(message); }
  // Some line has all the parts.
  [[nodiscard]] bool has(const std::vector<std::string>& parts) const;
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::string> lines_;
};

// A node as its peers see it.
class PeerNode final : public PeerEvents {
 public:
  PeerNode(boost::asio::io_context& context, const std::string& folder, const std::string& name);

  // On its port: a free one at first, the same ever after.
  void start(const PeerNetwork::Settings& settings, bool listens = true);
  void stop() { network_.reset(); }
  [[nodiscard]] PeerNetwork& network() { return *network_; }
  [[nodiscard]] types::NodeEntry entry() const;
  [[nodiscard]] const TlsIdentity& identity() const { return identity_; }
  [[nodiscard]] const engine::PeerId& id() const { return identity_.id(); }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  void send(const PeerNode& to, engine::Lane lane, const Bytes& message);

  void connected(const engine::PeerId& peer) override;
  void disconnected(const engine::PeerId& peer) override;
  void message(const engine::PeerId& peer, ByteView message) override;
  [[nodiscard]] bool sees(const PeerNode& other) const { return peers.contains(other.id()); }

  std::set<engine::PeerId> peers;
  std::size_t connections = 0;  // ever
  std::vector<std::pair<engine::PeerId, Bytes>> messages;
  LinesLog log;
  std::string name;

 private:
  boost::asio::io_context& context_;
  TlsIdentity identity_;
  std::uint16_t port_ = 0;
  std::unique_ptr<PeerNetwork> network_;
};

// A client of its own making. Never blocks; the fixture polls it.
class Attacker {
 public:
  struct Tls {
    const TlsIdentity* identity = nullptr;  // its certificate; none: it shows none
    int version = 0;                        // 0: TLS 1.3
  };
  explicit Attacker(std::uint16_t port);  // plain TCP
  Attacker(std::uint16_t port, const Tls& tls);
  ~Attacker();
  Attacker(const Attacker&) = delete;
  Attacker& operator=(const Attacker&) = delete;

  void step();  // handshakes and reads what has come, unless it is deaf
  void send_plain(ByteView bytes);
  // True when all was taken.
  bool send(ByteView bytes);
  void set_deaf(bool deaf) { is_deaf_ = deaf; }
  [[nodiscard]] bool is_ready() const { return is_ready_; }  // its own handshake is done
  [[nodiscard]] bool is_closed() const { return is_closed_; }
  [[nodiscard]] const Bytes& received() const { return received_; }

 private:
  int socket_ = -1;
  ssl_ctx_st* context_ = nullptr;
  ssl_st* ssl_ = nullptr;
  bool is_ready_ = false;
  bool is_closed_ = false;
  bool is_deaf_ = false;
  Bytes received_;
};

class PeerTest : public testing::Test {
 protected:
  ~PeerTest() override;

  PeerNode& add(const std::string& name);
  // Every node with a port knows every other.
  void register_all();
  [[nodiscard]] static PeerNetwork::Settings settings(bool dials = true);
  // Runs everything until `done`, at most some seconds of real time. False when it never was.
  bool poll_until(const std::function<bool()>& done);
  void poll_for(std::uint64_t ms);
  // They see each other, and no dial is under way whose link may take the place of this one.
  bool poll_connected(PeerNode& left, PeerNode& right);

  boost::asio::io_context context_;
  tests::TemporaryFolder folder_;
  std::vector<std::unique_ptr<PeerNode>> nodes_;
  // OpenSSL writes to an attacker's socket without MSG_NOSIGNAL, and the node may have closed it.
  tests::IgnoredSignal closed_{SIGPIPE};
  std::vector<std::unique_ptr<Attacker>> attackers_;
};

[[nodiscard]] types::ChainId chain_of(std::uint8_t number);
// By the format's text alone.
[[nodiscard]] Bytes wire_frame(std::uint8_t kind, ByteView content);
[[nodiscard]] Bytes wire_hello(std::uint8_t chain);
inline constexpr std::uint8_t kWireRefusal = 2;
inline constexpr std::uint8_t kWireConsensus = 4;
inline constexpr std::uint8_t kWireTransactions = 6;

}  // namespace kula::io
