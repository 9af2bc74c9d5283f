// credits.transfer (C2.2).
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/money.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::credits {

// From the sender's book to another open account's. Rejects: zero_amount, same_account, account_not_found,
// insufficient_funds.
struct Transfer {
  static constexpr std::uint16_t kNumber = 0x0203;
  static constexpr std::string_view kName = "credits.transfer";
  static constexpr std::string_view kSummary = "Send credits to another account";
  static constexpr ActionTraits kTraits{};
  types::Address to;
  Amount amount;
  std::optional<Hash> memo_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("to", to), codec::field("amount", amount), codec::field("memo_hash", memo_hash));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::credits
