// grant.disburse, grant.report, grant.accept_report, grant.close (C8.3).
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::charity {

// By a manager: pays the next milestone to the organisation. Rejects: fund_not_found, fund_not_active,
// not_manager, grant_not_found, grant_not_approved, milestone_order, report_missing.
struct Disburse {
  static constexpr std::uint16_t kNumber = 0x080a;
  static constexpr std::string_view kName = "grant.disburse";
  static constexpr std::string_view kSummary = "Pay a grant's next milestone (managers)";
  static constexpr ActionTraits kTraits{};
  Slug fund;
  std::uint64_t grant = 0;
  std::uint32_t milestone = 1;  // from 1
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant), codec::field("milestone", milestone));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By the organisation, on the last milestone paid; it may be filed again until it is accepted, also after the
// grant ended. Rejects: grant_not_found, not_allowed, report_not_due.
struct Report {
  static constexpr std::uint16_t kNumber = 0x080b;
  static constexpr std::string_view kName = "grant.report";
  static constexpr std::string_view kSummary = "Report on a grant's last milestone (organisations)";
  static constexpr ActionTraits kTraits{};
  Slug fund;
  std::uint64_t grant = 0;
  Hash evidence_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant),
            codec::field("evidence_hash", evidence_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By a manager untied to the organisation. `evidence_hash` names the report that was read. Rejects:
// fund_not_found, fund_not_active, not_manager, grant_not_found, report_not_due, conflict_of_interest.
struct AcceptReport {
  static constexpr std::uint16_t kNumber = 0x080c;
  static constexpr std::string_view kName = "grant.accept_report";
  static constexpr std::string_view kSummary = "Accept an organisation's report (managers)";
  static constexpr ActionTraits kTraits{};
  Slug fund;
  std::uint64_t grant = 0;
  Hash evidence_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant),
            codec::field("evidence_hash", evidence_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By a manager: the rest returns to the fund; a proposal is withdrawn. Rejects: fund_not_found,
// fund_not_active, not_manager, grant_not_found, grant_not_approved.
struct CloseGrant {
  static constexpr std::uint16_t kNumber = 0x080d;
  static constexpr std::string_view kName = "grant.close";
  static constexpr std::string_view kSummary = "Close a grant; what is not paid returns (managers)";
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

}  // namespace kula::contracts::charity
