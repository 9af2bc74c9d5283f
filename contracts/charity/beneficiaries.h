// organisation.attest and beneficiary.register (C8.2).
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::charity {

// By a reviewer untied to the organisation. Rejects: not_allowed, account_not_found, not_organisation,
// already_attested, conflict_of_interest.
struct AttestOrganisation {
  static constexpr std::uint16_t kNumber = 0x0806;
  static constexpr std::string_view kName = "organisation.attest";
  static constexpr std::string_view kSummary = "Attest that an organisation is what it says (reviewers)";
  static constexpr ActionTraits kTraits{};
  types::Address account;
  Hash evidence_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("evidence_hash", evidence_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By an attested organisation, numbered in order. Rejects: not_attested.
struct RegisterBeneficiary {
  static constexpr std::uint16_t kNumber = 0x0807;
  static constexpr std::string_view kName = "beneficiary.register";
  static constexpr std::string_view kSummary =
      "Register a beneficiary by a salted commitment (organisations)";
  static constexpr ActionTraits kTraits{};
  BeneficiaryKind kind = BeneficiaryKind::student;
  Hash commitment;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("commitment", commitment));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::charity
