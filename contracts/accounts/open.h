// account.open (C1.1).
#pragma once

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::accounts {

// By a registrar, for somebody else. The address is that of `auth`. Rejects: bad_auth, not_allowed,
// registrar_limit, account_exists, handle_taken, bad_controller.
struct Open {
  static constexpr std::uint16_t kNumber = 0x0101;
  static constexpr std::string_view kName = "account.open";
  static constexpr std::string_view kSummary = "Open an account (registrars)";
  static constexpr ActionTraits kTraits{};
  Slug handle;
  AccountKind kind = AccountKind::person;
  types::Auth auth;
  std::optional<types::Address> controller;  // the organisation that controls a person's or service's account
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("handle", handle), codec::field("kind", kind), codec::field("auth", auth),
            codec::field("controller", controller));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::accounts
