// Events of the charity module; the movements themselves are postings.
#pragma once

#include "contracts/charity/records.h"

namespace kula::contracts::charity {

struct FundChanged {
  static constexpr std::uint16_t kNumber = 0x0801;
  static constexpr std::string_view kName = "fund_changed";
  Slug fund;
  FundState state = FundState::proposed;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("state", state));
  }
};

struct ManagersChanged {
  static constexpr std::uint16_t kNumber = 0x0802;
  static constexpr std::string_view kName = "managers_changed";
  Slug fund;
  std::vector<types::Address> managers;
  std::uint8_t threshold = 2;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("managers", managers),
            codec::field("threshold", threshold));
  }
};

struct OrganisationAttested {
  static constexpr std::uint16_t kNumber = 0x0803;
  static constexpr std::string_view kName = "organisation_attested";
  types::Address organisation;
  types::Address reviewer;
  Hash evidence_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organisation", organisation), codec::field("reviewer", reviewer),
            codec::field("evidence_hash", evidence_hash));
  }
};

struct BeneficiaryRegistered {
  static constexpr std::uint16_t kNumber = 0x0804;
  static constexpr std::string_view kName = "beneficiary_registered";
  types::Address organisation;
  std::uint32_t number = 0;
  BeneficiaryKind kind = BeneficiaryKind::student;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organisation", organisation), codec::field("number", number),
            codec::field("kind", kind));
  }
};

struct GrantChanged {
  static constexpr std::uint16_t kNumber = 0x0805;
  static constexpr std::string_view kName = "grant_changed";
  Slug fund;
  std::uint64_t grant = 0;
  GrantState state = GrantState::proposed;
  std::uint32_t approvals = 0;
  std::uint32_t milestones_paid = 0;
  ReportState report = ReportState::none;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("grant", grant), codec::field("state", state),
            codec::field("approvals", approvals), codec::field("milestones_paid", milestones_paid),
            codec::field("report", report));
  }
};

struct BeneficiaryLinked {
  static constexpr std::uint16_t kNumber = 0x0806;
  static constexpr std::string_view kName = "beneficiary_linked";
  types::Address organisation;
  std::uint32_t number = 0;
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organisation", organisation), codec::field("number", number),
            codec::field("account", account));
  }
};

}  // namespace kula::contracts::charity
