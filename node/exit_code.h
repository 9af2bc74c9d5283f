// What `kulad` and its tools answer to the shell.
#pragma once

namespace kula::node {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;     // or configuration
inline constexpr int kExitMismatch = 8;  // the store is not what the chain says

}  // namespace kula::node
