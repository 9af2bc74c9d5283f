// Limits of the API and of kulad.toml, each with its reason. Shared with the command line so that it never
// sends or writes what is refused.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::api {

inline constexpr std::size_t kMaxBatchItems = 10'000;            // an importer's page; bounds the answer too
inline constexpr std::size_t kMaxBatchBytes = 16 * 1024 * 1024;  // four full blocks
inline constexpr std::size_t kMaxPageRows = 1'000;               // bounds the engine's time for one list
inline constexpr std::size_t kDefaultPageRows = 100;
inline constexpr std::uint32_t kMaxWaitMs = 120'000;  // longer waits ask again
inline constexpr std::uint32_t kDefaultWaitMs = 30'000;
inline constexpr std::uint64_t kMaxAdvanceMs = 10ull * 366 * 24 * 60 * 60 * 1000;  // ten years at once
inline constexpr std::uint64_t kMaxSnapshotInterval = 1'000'000;  // a new node would replay for hours

}  // namespace kula::api
