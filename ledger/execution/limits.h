// Limits of execution, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::execution {

// Jobs of the queue of due work run at the end of one block (C0.4): bounds the time a block may take.
inline constexpr std::size_t kMaxJobsPerBlock = 1024;

}  // namespace kula::execution
