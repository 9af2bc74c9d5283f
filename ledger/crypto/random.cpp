#include "ledger/crypto/random.h"

#include <cerrno>
#include <sys/random.h>

#include "ledger/base/check.h"

namespace kula::crypto {

namespace {
void fill(std::span<std::uint8_t> left) {
  while (!left.empty()) {
    const auto got = getrandom(left.data(), left.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    KULA_CHECK(got > 0, "the kernel gives no randomness; check `cat /proc/sys/kernel/random/entropy_avail`");
    left = left.subspan(static_cast<std::size_t>(got));
  }
}
}  // namespace

Bytes os_random(std::size_t size) {
  Bytes bytes(size);
  fill(bytes);
  return bytes;
}

Hash os_random_hash() {
  Hash hash;
  fill(hash.bytes);
  return hash;
}

}  // namespace kula::crypto
