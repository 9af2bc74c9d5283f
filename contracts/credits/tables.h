// The credits module's tables. Included by .cpp files only.
#pragma once

#include "contracts/credits/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::credits {

inline constexpr state::Table<IssueRecord, Hash> kIssues{0x0201, "issues"};
inline constexpr state::Table<Redemption, std::uint64_t> kRedemptions{0x0202, "redemptions"};
inline constexpr state::Table<RedemptionCounter> kRedemptionCounter{0x0203, "redemption_counter"};
inline constexpr state::Table<IssuedInPeriod, types::Address, Period> kIssuedInPeriod{0x0204,
                                                                                      "issued_in_period"};

}  // namespace kula::contracts::credits
