// Limits of contests that are not policy, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::contracts::contests {

// A score names one number for each criterion; a judge fills them by hand.
inline constexpr std::size_t kMaxCriteria = 16;
// Scores are 0..100. With 16-bit weights and kMaxCriteria a judge's total stays below 2^27, and the sum over
// any number of judges that fits a transaction far below 2^64.
inline constexpr std::uint16_t kMaxScore = 100;

}  // namespace kula::contracts::contests
