// The charity module's tables. Included by .cpp files only.
#pragma once

#include "contracts/charity/records.h"
#include "ledger/state/table.h"

namespace kula::contracts::charity {

inline constexpr state::Table<Fund, Slug> kFunds{0x0801, "funds"};
inline constexpr state::Table<Decision, Slug, Hash> kDecisions{0x0802, "fund_decisions"};
inline constexpr state::Table<Attestation, types::Address> kAttestations{0x0803, "attestations"};
inline constexpr state::Table<Beneficiary, types::Address, std::uint32_t> kBeneficiaries{0x0804,
                                                                                         "beneficiaries"};
inline constexpr state::Table<Grant, Slug, std::uint64_t> kGrants{0x0805, "grants"};
inline constexpr state::Table<GrantedInPeriod, Slug, types::Address, Period> kGrantedInPeriod{
    0x0806, "granted_in_period"};

}  // namespace kula::contracts::charity
