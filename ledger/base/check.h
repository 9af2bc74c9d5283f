// KULA_CHECK: an invariant of our own program or disk. When it breaks, the process stops before it can tell
// anybody a falsehood; the message names what broke and the next command to run. Never used for input.
#pragma once

#include <string_view>

namespace kula {

// Prints "kula: check failed: <what> (<file>:<line>)" and aborts.
[[noreturn]] void check_failed(std::string_view what, const char* file, int line);

}  // namespace kula

#define KULA_CHECK(condition, what) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::kula::check_failed((what), __FILE__, __LINE__))
