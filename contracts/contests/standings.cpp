#include "contracts/contests/standings.h"

#include <algorithm>
#include <numeric>

#include "ledger/base/check.h"

namespace kula::contracts::contests {

namespace {

__extension__ using Wide = unsigned __int128;

Standing standing_of(EntryTotals entry, Bps trim) {
  auto& totals = entry.totals;
  std::sort(totals.begin(), totals.end());
  const std::size_t drop = totals.size() * trim / kAllBps;
  totals.resize(totals.size() - drop);
  totals.erase(totals.begin(), totals.begin() + static_cast<std::ptrdiff_t>(drop));
  const auto sum = std::accumulate(totals.begin(), totals.end(), std::uint64_t{0});
  return {entry.entry, static_cast<std::uint32_t>(drop), std::move(totals), sum};
}

bool is_before(const Standing& a, const Standing& b) {
  const Wide left = static_cast<Wide>(a.sum) * b.counted.size();
  const Wide right = static_cast<Wide>(b.sum) * a.counted.size();
  return left != right ? left > right : a.entry < b.entry;
}

}  // namespace

std::vector<Standing> standings(std::vector<EntryTotals> entries, Bps trim) {
  KULA_CHECK(trim < kAllBps / 2, "a contest that trims all scores away; report this as a bug");
  std::vector<Standing> result;
  for (auto& entry : entries) {
    if (!entry.totals.empty()) result.push_back(standing_of(std::move(entry), trim));
  }
  std::sort(result.begin(), result.end(), is_before);
  return result;
}

}  // namespace kula::contracts::contests
