// The operating system's randomness. Only node/io and cli may include this header: everything below is
// deterministic.
#pragma once

#include "ledger/base/bytes.h"

namespace kula::crypto {

// `size` bytes of getrandom(2). Stops the process if the kernel gives none.
[[nodiscard]] Bytes os_random(std::size_t size);
[[nodiscard]] Hash os_random_hash();

}  // namespace kula::crypto
