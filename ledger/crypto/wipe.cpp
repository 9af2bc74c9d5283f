#include "ledger/crypto/wipe.h"

#include <openssl/crypto.h>

namespace kula::crypto {

void wipe(std::span<std::uint8_t> secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace kula::crypto
