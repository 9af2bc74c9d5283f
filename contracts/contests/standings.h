// Who is before whom (C9.4): trimmed means of the judges' totals, compared as exact fractions. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/base/money.h"

namespace kula::contracts::contests {

// The totals of one entry, one of each judge.
struct EntryTotals {
  std::uint64_t entry = 0;
  std::vector<std::uint64_t> totals;
};

struct Standing {
  std::uint64_t entry = 0;
  std::uint32_t dropped = 0;           // at each end: floor(k·trim/10000) of k totals
  std::vector<std::uint64_t> counted;  // what is left, ascending
  std::uint64_t sum = 0;               // of them; the mean is sum / counted.size()
};

// Best first; equal means by the lower entry number, which is the order of (height, transaction, action).
// Entries without totals have no standing. REQUIRES trim < 5000 and sums below 2^64.
[[nodiscard]] std::vector<Standing> standings(std::vector<EntryTotals> entries, Bps trim);

}  // namespace kula::contracts::contests
