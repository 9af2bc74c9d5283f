// account.show: an account by address or handle, with its balance, roles and nonce.
#pragma once

#include "contracts/accounts/accounts.h"
#include "ledger/execution/query.h"

namespace kula::contracts::accounts {

struct AccountShow {
  static constexpr std::string_view kName = "account.show";
  static constexpr std::string_view kSummary = "An account by address or handle";
  std::optional<types::Address> account;  // exactly one of the two
  std::optional<Slug> handle;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("handle", handle));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::accounts
