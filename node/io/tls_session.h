// TLS 1.3 between nodes: both show certificates, and the judge decides by the key alone (T1). Bytes in, bytes
// out: no socket. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "node/io/tls_identity.h"

struct ssl_ctx_st;
struct ssl_st;

namespace kula::io {

class TlsContext {
 public:
  explicit TlsContext(const TlsIdentity& identity);
  [[nodiscard]] ssl_ctx_st* get() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
};

class TlsSession {
 public:
  enum class Role : std::uint8_t { client, server };
  // Asked once, within receive(): why the owner of this key may not connect; nothing when it may.
  using Judge = std::function<std::optional<std::string>(const engine::PeerId&)>;

  // A client's first bytes are there to be taken at once.
  TlsSession(const TlsContext& context, Role role, Judge judge);
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  // A client is open before the server has judged its certificate: a peer counts when it has answered.
  enum class State : std::uint8_t { handshaking, open, closed, failed };
  [[nodiscard]] State state() const { return state_; }
  // Takes what came from the socket, adds to `plain` what it says. Afterwards there may be output, also when
  // it failed: the alert.
  State receive(ByteView bytes, Bytes& plain);
  // REQUIRES open. May fail for want of memory.
  void send(ByteView plain);
  // Adds to `bytes` what is to be written to the socket.
  void take_output(Bytes& bytes);

  // The key that was judged good; nothing before.
  [[nodiscard]] const std::optional<engine::PeerId>& peer() const { return peer_; }
  // After a failure: what is wrong, for the log.
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  friend struct CertificateJudge;
  void fail_with(int result);

  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
  Judge judge_;
  State state_ = State::handshaking;
  std::optional<engine::PeerId> peer_;
  std::string error_;
};

}  // namespace kula::io
