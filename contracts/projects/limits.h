// Limits of projects and contributions, each with its reason.
#pragma once

#include <cstddef>

namespace kula::contracts::projects {

// A decision needs a majority of maintainers, and each decision reads all of them.
inline constexpr std::size_t kMaxMaintainers = 16;
// Joining ties a member to every other one (C0.11): one row each.
inline constexpr std::size_t kMaxMembers = 64;
// C6.3: entries of one contribution.record, numbers of one contribution.confirm.
inline constexpr std::size_t kMaxEntries = 100;
// Contributions vested by one job: a block runs a fixed number of jobs (C0.4), so a job must stay small.
inline constexpr std::size_t kVestSlice = 25;

}  // namespace kula::contracts::projects
