// Accounts and roles (C1.1-C1.3): records, and the questions other modules ask about an account.
#pragma once

#include "contracts/kernel/code.h"
#include "contracts/kernel/context.h"
#include "ledger/base/slug.h"
#include "ledger/state/overlay.h"
#include "ledger/types/address.h"

namespace kula::contracts::accounts {

enum class AccountKind : std::uint8_t { person, organisation, service };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(AccountKind) {
  return {"person", "organisation", "service"};
}

struct Account {
  Slug handle;
  AccountKind kind = AccountKind::person;
  types::Auth auth;                          // as of now; the address is that of the first one
  std::optional<types::Address> controller;  // the organisation that controls it (C0.11)
  types::Address opened_by;
  TimeMs opened_at;
  TimeMs suspended_until;  // in force while block time is below it (C1.3)
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("handle", handle), codec::field("kind", kind), codec::field("auth", auth),
            codec::field("controller", controller), codec::field("opened_by", opened_by),
            codec::field("opened_at", opened_at), codec::field("suspended_until", suspended_until));
  }
};

// C1.2. Given in genesis.
enum class Role : std::uint8_t { registrar, issuer, reviewer, steward, auditor };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(Role) {
  return {"registrar", "issuer", "reviewer", "steward", "auditor"};
}

[[nodiscard]] std::optional<Account> find(const state::StateView& state, const types::Address& address);
[[nodiscard]] bool is_open(const state::StateView& state, const types::Address& address);
// kAccountNotFound unless the account is open.
[[nodiscard]] Outcome require_open(const state::StateView& state, const types::Address& address);
[[nodiscard]] bool has_role(const state::StateView& state, const types::Address& address, Role role);
// kNotAllowed unless the account has the role.
[[nodiscard]] Outcome require_role(const state::StateView& state, const types::Address& address, Role role);

// A new account: of genesis, or one that a registrar opens.
void write_account(state::Overlay& state, const types::Address& address, const Account& account);
void grant_role(state::Overlay& state, const types::Address& address, Role role);

}  // namespace kula::contracts::accounts
