#include "ledger/crypto/keybox.h"

#include <bit>
#include <memory>
#include <openssl/evp.h>

#include "ledger/base/check.h"
#include "ledger/crypto/wipe.h"

namespace kula::crypto {

namespace {

constexpr std::size_t kSaltBytes = 32;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kMaxSecretBytes = 64 * 1024;  // keeps sizes inside OpenSSL's int
constexpr std::uint64_t kMaxMemoryBytes =
    512ull * 1024 * 1024;                      // a hostile file must not exhaust the machine
constexpr std::uint32_t kMaxBlockFactor = 64;  // r; sane files have 8
constexpr std::uint32_t kMaxLanes = 16;        // p; bounds the time a hostile file can cost

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Free>;

// The sealing key, wiped when it goes out of scope.
struct SealingKey {
  std::array<std::uint8_t, 32> bytes{};
  SealingKey() = default;
  SealingKey(const SealingKey&) = delete;
  SealingKey& operator=(const SealingKey&) = delete;
  ~SealingKey() { wipe(bytes); }
};

bool in_range(const KeyboxParameters& parameters) {
  const auto& [n, r, p] = parameters;
  return std::has_single_bit(n) && n >= 2 && r >= 1 && r <= kMaxBlockFactor && p >= 1 && p <= kMaxLanes &&
         n <= kMaxMemoryBytes / 128 / r;
}

bool derive(SealingKey& key, std::string_view passphrase, ByteView salt, const KeyboxParameters& parameters) {
  // OpenSSL refuses more than 32 MiB unless it is told; two more rows and p lanes lie beside the main table.
  const std::uint64_t memory = 128ull * parameters.r * (parameters.n + 2 + parameters.p);
  return EVP_PBE_scrypt(passphrase.data(), passphrase.size(), salt.data(), salt.size(), parameters.n,
                        parameters.r, parameters.p, memory, key.bytes.data(), key.bytes.size()) == 1;
}

int as_int(std::size_t size) { return static_cast<int>(size); }

}  // namespace

Expected<Keybox, KeyboxError> seal(ByteView secret, std::string_view passphrase, ByteView randomness,
                                   const KeyboxParameters& parameters) {
  KULA_CHECK(randomness.size() == kSaltBytes + kNonceBytes,
             "a keybox needs 44 random bytes; report this as a bug");
  KULA_CHECK(secret.size() <= kMaxSecretBytes, "a secret too long for a keybox; report this as a bug");
  if (!in_range(parameters)) return fail(KeyboxError::parameters_out_of_range);
  Keybox box{
      parameters, to_bytes(randomness.first(kSaltBytes)), to_bytes(randomness.subspan(kSaltBytes)), {}};
  SealingKey key;
  if (!derive(key, passphrase, box.salt, parameters)) return fail(KeyboxError::out_of_memory);

  const CipherContext context(EVP_CIPHER_CTX_new());
  box.ciphertext.resize(secret.size() + kTagBytes);
  std::uint8_t* const out = box.ciphertext.data();
  int written = 0;
  int rest = 0;
  const bool sealed =
      context != nullptr &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes.data(), box.nonce.data()) ==
          1 &&
      EVP_EncryptUpdate(context.get(), out, &written, secret.data(), as_int(secret.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), out + written, &rest) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, out + secret.size()) == 1;
  if (!sealed) return fail(KeyboxError::out_of_memory);
  return box;
}

Expected<Bytes, KeyboxError> open(const Keybox& box, std::string_view passphrase) {
  if (!in_range(box.parameters)) return fail(KeyboxError::parameters_out_of_range);
  const std::size_t size = box.ciphertext.size();
  if (box.salt.size() != kSaltBytes || box.nonce.size() != kNonceBytes || size < kTagBytes ||
      size > kMaxSecretBytes + kTagBytes) {
    return fail(KeyboxError::wrong_passphrase_or_damaged);
  }
  SealingKey key;
  if (!derive(key, passphrase, box.salt, box.parameters)) return fail(KeyboxError::out_of_memory);

  const CipherContext context(EVP_CIPHER_CTX_new());
  if (context == nullptr) return fail(KeyboxError::out_of_memory);
  const ByteView sealed = ByteView(box.ciphertext).first(size - kTagBytes);
  Bytes tag(box.ciphertext.end() - static_cast<std::ptrdiff_t>(kTagBytes), box.ciphertext.end());
  Bytes secret(sealed.size());
  int written = 0;
  int rest = 0;
  const bool genuine =
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes.data(), box.nonce.data()) ==
          1 &&
      EVP_DecryptUpdate(context.get(), secret.data(), &written, sealed.data(), as_int(sealed.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), secret.data() + written, &rest) == 1;
  if (!genuine) {
    wipe(secret);
    return fail(KeyboxError::wrong_passphrase_or_damaged);
  }
  return secret;
}

}  // namespace kula::crypto
