// account.rotate (C1.1).
#pragma once

#include "contracts/accounts/accounts.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::accounts {

// Replaces the sender's keys; signed under the old ones, the address stays. Rejects: bad_auth.
struct Rotate {
  static constexpr std::uint16_t kNumber = 0x0102;
  static constexpr std::string_view kName = "account.rotate";
  static constexpr std::string_view kSummary = "Replace the keys of your account";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = false};
  types::Auth auth;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("auth", auth));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::accounts
