// credits.issue and credits.confirm_issue (C2.1): credits that come from the outside world.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/money.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::credits {

// By an issuer, not to an account tied to him. Up to the policy's threshold it posts external -> account;
// above it opens a pending issue. Rejects: zero_amount, not_allowed, account_not_found, conflict_of_interest,
// receipt_used, issuer_ceiling.
struct Issue {
  static constexpr std::uint16_t kNumber = 0x0201;
  static constexpr std::string_view kName = "credits.issue";
  static constexpr std::string_view kSummary = "Issue credits for a receipt (issuers)";
  static constexpr ActionTraits kTraits{};
  types::Address to;
  Amount amount;
  Hash receipt_id;  // hash of the outside receipt, with a salt when it could be guessed
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("to", to), codec::field("amount", amount), codec::field("receipt_id", receipt_id));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By another issuer, tied neither to the first nor to the recipient. Rejects: not_allowed, issue_not_pending,
// second_issuer_needed, conflict_of_interest.
struct ConfirmIssue {
  static constexpr std::uint16_t kNumber = 0x0202;
  static constexpr std::string_view kName = "credits.confirm_issue";
  static constexpr std::string_view kSummary = "Confirm another issuer's large issue (issuers)";
  static constexpr ActionTraits kTraits{};
  Hash receipt_id;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("receipt_id", receipt_id));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// Ends a pending issue that nobody confirmed: the receipt may be used again.
struct LapseIssue {
  static constexpr std::uint16_t kNumber = 0x0201;
  static constexpr std::string_view kName = "lapse_issue";
  Hash receipt_id;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("receipt_id", receipt_id));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::credits
