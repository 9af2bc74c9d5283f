// Steps that the grant kinds share.
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/context.h"

namespace kula::contracts::charity {

// grant_not_found, or the grant.
[[nodiscard]] Expected<Grant, Rejection> find_grant(const state::StateView& state, const Slug& fund,
                                                    std::uint64_t number);
// An approved grant before its deadline: as find_grant, or grant_not_approved.
[[nodiscard]] Expected<Grant, Rejection> find_approved(const Context& context, const Slug& fund,
                                                       std::uint64_t number);
// Writes the grant and tells.
void write_grant(Context& context, const Slug& fund, std::uint64_t number, const Grant& grant);
// Ends an open grant: what is committed and not disbursed returns to the fund.
[[nodiscard]] Outcome end_grant(Context& context, const Slug& fund, std::uint64_t number, Grant grant,
                                GrantState state);
// The organisation that is paid, and the beneficiary's own account once he linked it.
[[nodiscard]] std::vector<types::Address> recipients_of(const state::StateView& state, const Grant& grant);
// "grant/<fund>/<number>", the reference of its postings.
[[nodiscard]] std::string reference_of(const Slug& fund, std::uint64_t number);

}  // namespace kula::contracts::charity
