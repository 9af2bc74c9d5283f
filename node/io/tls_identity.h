// Who a node is to its peers: an Ed25519 key in `tls.key` (PEM, mode 0600), and the self-signed certificate
// that carries it. The certificate is made anew at every start; only the key counts (C1.4).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ledger/base/expected.h"
#include "node/engine/ports.h"

struct evp_pkey_st;
struct x509_st;

namespace kula::io {

class TlsIdentity {
 public:
  // Errors say what to do. Refuses a file that others may read (T8).
  [[nodiscard]] static Expected<TlsIdentity, std::string> read(const std::string& path);
  // Makes a key where there is none; never replaces one.
  [[nodiscard]] static Expected<void, std::string> create(const std::string& path);

  // SHA-256 of the public key (SubjectPublicKeyInfo, DER): what the registry holds.
  [[nodiscard]] const engine::PeerId& id() const { return id_; }
  [[nodiscard]] evp_pkey_st* key() const { return key_.get(); }
  [[nodiscard]] x509_st* certificate() const { return certificate_.get(); }

 private:
  TlsIdentity(std::shared_ptr<evp_pkey_st> key, std::shared_ptr<x509_st> certificate,
              const engine::PeerId& id)
      : key_(std::move(key)), certificate_(std::move(certificate)), id_(id) {}

  std::shared_ptr<evp_pkey_st> key_;
  std::shared_ptr<x509_st> certificate_;
  engine::PeerId id_;
};

// The key of a certificate that its own Ed25519 key has signed; nothing for any other.
[[nodiscard]] std::optional<engine::PeerId> id_of_certificate(x509_st* certificate);

}  // namespace kula::io
