#include "consensus/timing.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace kula::consensus {

DurationMs delta_ms(const Timing& timing, types::View view, types::View last_final) {
  KULA_CHECK(view > last_final, "the current view is not above the last final one; report this as a bug");
  const auto without_finality = view.value - last_final.value;
  DurationMs delta = timing.base_delta_ms;
  for (auto i = kViewsBeforeBackOff; i < without_finality && delta < kMaxDeltaMs; ++i) delta += delta / 2;
  return std::min(delta, std::max(kMaxDeltaMs, timing.base_delta_ms));
}

}  // namespace kula::consensus
