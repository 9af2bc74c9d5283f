// Bits of a key's place in the state tree.
#pragma once

#include "ledger/types/state_proof.h"

namespace kula::types {

// Bit 0 is the most significant bit of byte 0. REQUIRES index < 256.
[[nodiscard]] inline bool bit_of(const StateKeyHash& key, std::size_t index) {
  return (key.bytes[index / 8] >> (7 - index % 8) & 1) != 0;
}

}  // namespace kula::types
