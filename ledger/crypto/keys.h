// BIP340 keys and signatures over secp256k1.
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/expected.h"

namespace kula::crypto {

struct PublicKeyTag;
using PublicKey =
    FixedBytes<32, PublicKeyTag>;  // x-only, BIP340; may be no point of the curve until is_valid()
struct SignatureTag;
using Signature = FixedBytes<64, SignatureTag>;

// True if the 32 bytes are the x coordinate of a point.
[[nodiscard]] bool is_valid(const PublicKey& key);

// BIP340 verification of a message of any length; false for an invalid key. Thread safe.
[[nodiscard]] bool verify(const PublicKey& key, ByteView message, const Signature& signature);
[[nodiscard]] inline bool verify(const PublicKey& key, const Hash& message, const Signature& signature) {
  return verify(key, message.view(), signature);
}

// A secret scalar. Wiped on destruction, never printed, movable only.
class SecretKey {
 public:
  // Nothing when the bytes are zero or not below the group order.
  [[nodiscard]] static std::optional<SecretKey> from_bytes(ByteView bytes);
  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;
  ~SecretKey();

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  // Randomised by 32 bytes of `auxiliary` (BIP340); signing the same message twice gives different signatures
  // unless the auxiliary bytes are equal.
  [[nodiscard]] Signature sign(const Hash& message, const Hash& auxiliary) const;
  // The 32 secret bytes, for sealing into a keybox only.
  [[nodiscard]] ByteView reveal() const { return bytes_; }

 private:
  SecretKey() = default;
  std::array<std::uint8_t, 32> bytes_{};
  PublicKey public_key_;
};

}  // namespace kula::crypto
