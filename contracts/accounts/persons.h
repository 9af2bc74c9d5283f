// Who has a vote, and how many do (C11.2): persons, once they are old enough. The counts are kept as accounts
// are opened, so that a quorum costs a few rows whatever the number of accounts.
#pragma once

#include "contracts/accounts/accounts.h"

namespace kula::contracts::accounts {

// An account of the genesis document: nobody opened it, and it counts as older than any window.
[[nodiscard]] bool is_of_genesis(const types::Address& address, const Account& account);

// Called for every account that is written, and, for one that a registrar opens, with its period too.
void count_person(state::Overlay& state, const Account& account);
void count_new_person(state::Overlay& state, const Account& account, Period opened);

// Persons opened in a period before `limit`, or of genesis. False for organisations and services.
[[nodiscard]] bool is_person_from_before(const state::StateView& state, const PeriodRule& periods,
                                         const types::Address& address, Period limit);
// How many those are. REQUIRES limit <= now, the current period; reads a row a period from limit to now.
[[nodiscard]] std::uint64_t persons_from_before(const state::StateView& state, Period limit, Period now);

}  // namespace kula::contracts::accounts
