// The access module's tables. Included by .cpp files only.
#pragma once

#include "contracts/access/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::access {

inline constexpr state::Table<TierTable> kTiers{0x0501, "tiers"};
inline constexpr state::Table<RuleTable> kRules{0x0502, "access_rules"};
inline constexpr state::Table<Resource, Slug> kResources{0x0503, "resources"};
inline constexpr state::Table<Enrolment, types::Address, Slug> kEnrolments{0x0504, "enrolments"};

}  // namespace kula::contracts::access
