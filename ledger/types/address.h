// Accounts' keys and addresses (contracts C1.1).
#pragma once

#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/codec/field.h"
#include "ledger/crypto/keys.h"
#include "ledger/types/limits.h"

namespace kula::types {

// m-of-n keys: `threshold` of `keys` must sign. Valid when 1 <= threshold <= keys <= kMaxKeysPerAuth, the
// keys are curve points, ascending and distinct.
struct Auth {
  std::uint8_t threshold = 1;
  std::vector<crypto::PublicKey> keys;

  [[nodiscard]] static Auth single(const crypto::PublicKey& key) { return {1, {key}}; }
  [[nodiscard]] bool is_valid() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("threshold", threshold), codec::field("keys", keys));
  }
  bool operator==(const Auth&) const = default;
};

// An account's name on the chain: the first 20 bytes of the tagged hash of its first Auth. It never changes,
// so a rotation of keys keeps it. Text: bech32m (BIP350) with prefix "kula". Two auths with one address would
// need 2^80 work and help nobody: an address is opened once and its keys are stored, never derived again.
struct Address {
  struct RawTag;
  using BinaryForm = FixedBytes<20, RawTag>;
  static constexpr std::string_view kSchemaKind = "address";

  BinaryForm raw;

  [[nodiscard]] static Address of(const Auth& first_auth);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<Address> from_text(std::string_view text);
  [[nodiscard]] bool is_zero() const { return raw.is_zero(); }
  auto operator<=>(const Address&) const = default;
};

}  // namespace kula::types
