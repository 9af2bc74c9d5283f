// A secret at rest: scrypt (RFC 7914) turns a passphrase into a key, AES-256-GCM (SP 800-38D) seals the
// secret with it.
#pragma once

#include <string>

#include "ledger/base/bytes.h"
#include "ledger/base/expected.h"

namespace kula::crypto {

struct KeyboxParameters {
  std::uint64_t n =
      1u << 17;  // scrypt cost; a power of two. n * r * 128 bytes of memory are used, at most 512 MiB
  std::uint32_t r = 8;
  std::uint32_t p = 1;
};

struct Keybox {
  KeyboxParameters parameters;
  Bytes salt;        // 32 bytes
  Bytes nonce;       // 12 bytes
  Bytes ciphertext;  // secret, then the 16-byte tag
};

enum class KeyboxError : std::uint8_t { wrong_passphrase_or_damaged, parameters_out_of_range, out_of_memory };

// `randomness` supplies salt and nonce. REQUIRES 44 bytes of it, never used before.
[[nodiscard]] Expected<Keybox, KeyboxError> seal(ByteView secret, std::string_view passphrase,
                                                 ByteView randomness,
                                                 const KeyboxParameters& parameters = {});
// The secret; the caller wipes it (wipe.h).
[[nodiscard]] Expected<Bytes, KeyboxError> open(const Keybox& box, std::string_view passphrase);

}  // namespace kula::crypto
