// Limits of courses, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::contracts::courses {

inline constexpr std::size_t kMaxAuthors = 16;  // each is a posting of a payout and a tie to every other
inline constexpr std::size_t kMaxUpstream = 8;  // each is a posting of a payout
inline constexpr std::uint8_t kMaxTier = 9;     // tiers are a short governed table (C5.1)
inline constexpr std::uint32_t kMaxPage = 500;  // sales in one answer of course.payouts

}  // namespace kula::contracts::courses
