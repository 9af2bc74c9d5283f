// Public keys as points of the curve.
#pragma once

#include <array>
#include <vector>

#include "ledger/crypto/keys.h"

namespace kula::crypto {

// Verifies, and keeps the points of the keys that it met: to find the point of 32 bytes takes a square root,
// an eighth of a verification, and accounts sign more than once. One thread.
class KeyPoints {
 public:
  // Each slot takes 96 bytes and keeps one key, the last that fell into it. REQUIRES slots >= 1.
  explicit KeyPoints(std::size_t slots = kSlots) : slots_(slots) {}

  // The answer of crypto::verify(), always.
  [[nodiscard]] bool verify(const PublicKey& key, const Hash& message, const Signature& signature);

 private:
  static constexpr std::size_t kSlots = 16'384;  // 1.5 MiB
  struct Slot {
    PublicKey key;  // zero, which is no point: empty
    std::array<std::uint8_t, 64> point{};
  };
  std::vector<Slot> slots_;
};

}  // namespace kula::crypto
