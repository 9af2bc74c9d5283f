#include "ledger/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace kula {

void check_failed(std::string_view what, const char* file, int line) {
  std::fprintf(stderr, "kula: check failed: %.*s (%s:%d)\n", static_cast<int>(what.size()), what.data(), file,
               line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace kula
