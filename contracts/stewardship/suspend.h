// account.suspend and account.restore (C1.3).
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/types/address.h"

namespace kula::contracts::stewardship {

// By a steward, of an untied account that is no steward, until a time at most D days away. It thaws by
// itself. Rejects: not_allowed, account_not_found, steward_protected, suspension_too_long,
// conflict_of_interest.
struct Suspend {
  static constexpr std::uint16_t kNumber = 0x0d01;
  static constexpr std::string_view kName = "account.suspend";
  static constexpr std::string_view kSummary = "Suspend an account for some days (stewards)";
  static constexpr ActionTraits kTraits{};
  types::Address account;
  Hash reason_hash;
  TimeMs until;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("reason_hash", reason_hash),
            codec::field("until", until));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By a steward. Rejects: not_allowed, account_not_found, not_suspended, conflict_of_interest.
struct Restore {
  static constexpr std::uint16_t kNumber = 0x0d02;
  static constexpr std::string_view kName = "account.restore";
  static constexpr std::string_view kSummary = "End an account's suspension (stewards)";
  static constexpr ActionTraits kTraits{};
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::stewardship
