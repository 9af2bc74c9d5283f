// The kernel's tables. Included by .cpp files only (state/table.h).
#pragma once

#include "contracts/kernel/due_queue.h"
#include "contracts/kernel/posting.h"
#include "contracts/kernel/quota.h"
#include "contracts/kernel/recent_blocks.h"
#include "ledger/state/table.h"

namespace kula::contracts {

inline constexpr state::Table<Policy> kPolicy{0x0001, "policy"};
inline constexpr state::Table<BookRecord, Book> kBooks{0x0002, "books"};
inline constexpr state::Table<ExternalRecord> kExternal{0x0003, "external"};
inline constexpr state::Table<Job, TimeMs, std::uint64_t> kDueJobs{0x0004, "due_jobs"};
inline constexpr state::Table<HaltedJob, std::uint64_t> kHaltedJobs{0x0005, "halted_jobs"};
inline constexpr state::Table<JobCounter> kJobCounter{0x0006, "job_counter"};
inline constexpr state::Table<QuotaUse, types::Address, Period> kQuotaUse{0x0007, "quota_use"};
inline constexpr state::Table<RecentBlock, std::uint64_t> kRecentBlocks{0x0008, "recent_blocks"};

}  // namespace kula::contracts
