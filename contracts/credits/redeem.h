// Redemptions (C2.3): credits that leave. redeem, cancel_redemption, settle, reject.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/money.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::credits {

// Moves credits into escrow and opens a numbered redemption. Rejects: zero_amount, insufficient_funds.
struct Redeem {
  static constexpr std::uint16_t kNumber = 0x0204;
  static constexpr std::string_view kName = "credits.redeem";
  static constexpr std::string_view kSummary = "Ask for credits to be paid out";
  static constexpr ActionTraits kTraits{};
  Amount amount;
  Hash payout_reference;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("amount", amount), codec::field("payout_reference", payout_reference));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By the owner while it is open. Rejects: redemption_not_found, not_allowed, redemption_closed.
struct CancelRedemption {
  static constexpr std::uint16_t kNumber = 0x0205;
  static constexpr std::string_view kName = "credits.cancel_redemption";
  static constexpr std::string_view kSummary = "Take an open redemption back";
  static constexpr ActionTraits kTraits{.quota = QuotaClass::reserve, .while_suspended = true};
  std::uint64_t redemption = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("redemption", redemption));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By an issuer untied to the owner, after paying outside. Rejects: not_allowed, redemption_not_found,
// redemption_closed, conflict_of_interest.
struct Settle {
  static constexpr std::uint16_t kNumber = 0x0206;
  static constexpr std::string_view kName = "credits.settle";
  static constexpr std::string_view kSummary = "Record that a redemption was paid (issuers)";
  static constexpr ActionTraits kTraits{};
  std::uint64_t redemption = 0;
  Hash settlement_reference;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("redemption", redemption),
            codec::field("settlement_reference", settlement_reference));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By an issuer untied to the owner: the credits go back. Rejects as Settle.
struct RejectRedemption {
  static constexpr std::uint16_t kNumber = 0x0207;
  static constexpr std::string_view kName = "credits.reject";
  static constexpr std::string_view kSummary = "Refuse a redemption (issuers)";
  static constexpr ActionTraits kTraits{};
  std::uint64_t redemption = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("redemption", redemption));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// An unsettled redemption returns by itself.
struct ExpireRedemption {
  static constexpr std::uint16_t kNumber = 0x0202;
  static constexpr std::string_view kName = "expire_redemption";
  std::uint64_t redemption = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("redemption", redemption));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::credits
