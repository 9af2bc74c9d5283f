// The honours module's tables. Included by .cpp files only.
#pragma once

#include "contracts/honours/honours.h"
#include "ledger/state/table.h"

namespace kula::contracts::honours {

struct HonourCount {
  std::uint64_t count = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("count", count));
  }
};

inline constexpr state::Table<Honour, types::Address, std::uint64_t> kHonours{0x0a01, "honours"};
inline constexpr state::Table<HonourCount, types::Address> kHonourCounts{0x0a02, "honour_counts"};

}  // namespace kula::contracts::honours
