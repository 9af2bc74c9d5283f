#include "node/engine/nonce.h"

namespace kula::engine {

std::uint64_t make_nonce(consensus::AuxiliaryRandom& random) {
  std::uint64_t nonce = 0;
  const auto bytes = random.next().bytes;
  for (std::size_t i = 0; i < 8; ++i) nonce = nonce << 8 | bytes[i];
  return nonce;
}

}  // namespace kula::engine
