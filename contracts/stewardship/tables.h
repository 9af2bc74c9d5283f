// The stewardship module's tables. Included by .cpp files only.
#pragma once

#include "ledger/base/time.h"
#include "ledger/state/table.h"
#include "ledger/types/address.h"

namespace kula::contracts::stewardship {

// When the days of suspension that the policy allows began to count.
struct SuspendedSince {
  TimeMs time;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("time", time));
  }
};

inline constexpr state::Table<SuspendedSince, types::Address> kSuspendedSince{0x0d01, "suspended_since"};

}  // namespace kula::contracts::stewardship
