#include "ledger/crypto/keys.h"

#include <secp256k1_extrakeys.h>
#include <secp256k1_schnorrsig.h>

#include "ledger/base/check.h"
#include "ledger/crypto/curve.h"
#include "ledger/crypto/wipe.h"

namespace kula::crypto {

// Not blinded by randomness: signing is constant time without, and this room reads no randomness on its own.
const secp256k1_context* curve() {
  static const secp256k1_context* const kContext = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
  return kContext;
}

namespace {

// A key pair on the stack, wiped when it goes out of scope.
class KeyPair {
 public:
  explicit KeyPair(const std::array<std::uint8_t, 32>& secret)
      : valid_(secp256k1_keypair_create(curve(), &pair_, secret.data()) == 1) {}
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;
  ~KeyPair() { wipe(pair_.data); }
  [[nodiscard]] bool valid() const { return valid_; }
  [[nodiscard]] const secp256k1_keypair* get() const { return &pair_; }

 private:
  secp256k1_keypair pair_{};
  bool valid_;
};

PublicKey public_key_of(const KeyPair& pair) {
  secp256k1_xonly_pubkey point;
  PublicKey key;
  const bool done = secp256k1_keypair_xonly_pub(curve(), &point, nullptr, pair.get()) == 1 &&
                    secp256k1_xonly_pubkey_serialize(curve(), key.bytes.data(), &point) == 1;
  KULA_CHECK(done, "libsecp256k1 made no public key of a valid secret key; report this as a bug");
  return key;
}

}  // namespace

bool is_valid(const PublicKey& key) {
  secp256k1_xonly_pubkey point;
  return secp256k1_xonly_pubkey_parse(curve(), &point, key.bytes.data()) == 1;
}

bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
  secp256k1_xonly_pubkey point;
  return secp256k1_xonly_pubkey_parse(curve(), &point, key.bytes.data()) == 1 &&
         secp256k1_schnorrsig_verify(curve(), signature.bytes.data(), message.data(), message.size(),
                                     &point) == 1;
}

std::optional<SecretKey> SecretKey::from_bytes(ByteView bytes) {
  SecretKey key;
  if (bytes.size() != key.bytes_.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  const KeyPair pair(key.bytes_);
  if (!pair.valid()) return std::nullopt;
  key.public_key_ = public_key_of(pair);
  return key;
}

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_), public_key_(other.public_key_) {
  wipe(other.bytes_);
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    public_key_ = other.public_key_;
    wipe(other.bytes_);
  }
  return *this;
}

SecretKey::~SecretKey() { wipe(bytes_); }

Signature SecretKey::sign(const Hash& message, const Hash& auxiliary) const {
  const KeyPair pair(bytes_);
  KULA_CHECK(pair.valid(), "a secret key was used after it was moved away; report this as a bug");
  Signature signature;
  const int done = secp256k1_schnorrsig_sign32(curve(), signature.bytes.data(), message.bytes.data(),
                                               pair.get(), auxiliary.bytes.data());
  KULA_CHECK(done == 1, "libsecp256k1 did not sign with a valid key; report this as a bug");
  return signature;
}

}  // namespace kula::crypto
