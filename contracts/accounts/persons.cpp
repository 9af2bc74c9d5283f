#include "contracts/accounts/persons.h"

#include "contracts/accounts/tables.h"

namespace kula::contracts::accounts {

bool is_of_genesis(const types::Address& address, const Account& account) {
  return account.opened_by == address;
}

void count_person(state::Overlay& state, const Account& account) {
  if (account.kind != AccountKind::person) return;
  auto row = kPersons.get_or_default(state);
  ++row.count;
  kPersons.put(state, row);
}

void count_new_person(state::Overlay& state, const Account& account, Period opened) {
  if (account.kind != AccountKind::person) return;
  auto row = kNewPersons.get_or_default(state, opened);
  ++row.count;
  kNewPersons.put(state, opened, row);
}

bool is_person_from_before(const state::StateView& state, const PeriodRule& periods,
                           const types::Address& address, Period limit) {
  const auto account = find(state, address);
  if (!account || account->kind != AccountKind::person) return false;
  return is_of_genesis(address, *account) || periods.period_of(account->opened_at) < limit;
}

std::uint64_t persons_from_before(const state::StateView& state, Period limit, Period now) {
  std::uint64_t count = kPersons.get_or_default(state).count;
  for (Period period = limit; period <= now; ++period.value)
    count -= kNewPersons.get_or_default(state, period).count;
  return count;
}

}  // namespace kula::contracts::accounts
