#include "tests/support/people.h"

#include <algorithm>
#include <string>

#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"

namespace kula::tests {

crypto::SecretKey key_of(std::string_view name, std::size_t index) {
  const auto seed = crypto::sha256(as_bytes("test key " + std::string(name) + " " + std::to_string(index)));
  auto key = crypto::SecretKey::from_bytes(seed.view());
  KULA_CHECK(key.has_value(), "a test key is no scalar; choose another name");
  return std::move(*key);
}

types::Auth auth_of(const std::vector<std::string_view>& names, std::uint8_t threshold) {
  types::Auth auth{threshold, {}};
  for (const auto name : names) auth.keys.push_back(key_of(name).public_key());
  std::sort(auth.keys.begin(), auth.keys.end());
  return auth;
}

types::SignedTransaction sign(types::TransactionPayload payload, const types::Auth& auth,
                              const std::vector<const crypto::SecretKey*>& keys) {
  const auto message = types::signing_message(types::id_of(payload));
  types::SignedTransaction transaction{std::move(payload), {}};
  for (std::size_t i = 0; i < auth.keys.size() && transaction.signatures.size() < auth.threshold; ++i) {
    for (const auto* key : keys) {
      if (key->public_key() != auth.keys[i]) continue;
      transaction.signatures.push_back({static_cast<std::uint8_t>(i), key->sign(message, Hash{})});
    }
  }
  return transaction;
}

}  // namespace kula::tests
