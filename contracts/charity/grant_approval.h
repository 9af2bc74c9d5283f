// grant.propose and grant.approve (C8.3).
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::charity {

// By a manager, for an attested organisation. An amount of 0 is a grant in kind. Rejects: bad_milestones,
// fund_not_found, fund_not_active, not_manager, bad_deadline, not_attested, beneficiary_not_found.
struct ProposeGrant {
  static constexpr std::uint16_t kNumber = 0x0808;
  static constexpr std::string_view kName = "grant.propose";
  static constexpr std::string_view kSummary = "Propose a grant (managers)";
  static constexpr ActionTraits kTraits{};
  Slug fund;
  types::Address organisation;
  std::optional<std::uint32_t> beneficiary;
  Amount amount;
  std::vector<Amount> milestones;
  TimeMs deadline;
  Hash purpose_hash;
  Slug programme;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("organisation", organisation),
            codec::field("beneficiary", beneficiary), codec::field("amount", amount),
            codec::field("milestones", milestones), codec::field("deadline", deadline),
            codec::field("purpose_hash", purpose_hash), codec::field("programme", programme));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By m managers, none of them the proposer or tied to the organisation, its attesting reviewer or the account
// that the beneficiary linked. The last approval commits the amount. Rejects: fund_not_found,
// fund_not_active, not_manager, grant_not_found, grant_not_proposed, conflict_of_interest, already_approved,
// organisation_cap, insufficient_funds.
struct ApproveGrant {
  static constexpr std::uint16_t kNumber = 0x0809;
  static constexpr std::string_view kName = "grant.approve";
  static constexpr std::string_view kSummary = "Approve a proposed grant (managers)";
  static constexpr ActionTraits kTraits{};
  Slug fund;
  std::uint64_t grant = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// At the deadline the rest returns by itself; a proposal that was not approved ends.
struct ExpireGrant {
  static constexpr std::uint16_t kNumber = 0x0802;
  static constexpr std::string_view kName = "expire_grant";
  Slug fund;
  std::uint64_t grant = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::charity
