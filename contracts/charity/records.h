// Records of the charity module.
#pragma once

#include <vector>

#include "contracts/kernel/due_queue.h"
#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::charity {

enum class FundState : std::uint8_t { proposed, active, closed };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(FundState) {
  return {"proposed", "active", "closed"};
}

struct Fund {
  Hash purpose_hash;
  std::vector<types::Address> managers;  // ascending, distinct
  std::uint8_t threshold = 2;            // m of them decide
  FundState state = FundState::proposed;
  types::Address created_by;
  JobKey lapse;                   // frees the name of an unreviewed fund; in the queue while proposed
  Amount donated;                 // all donations ever
  Amount granted;                 // all commitments ever, less what returned
  Amount disbursed;               // all disbursements ever
  std::uint64_t grants = 0;       // number of grants: they are 1 .. grants
  std::uint64_t open_grants = 0;  // proposed or approved
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("purpose_hash", purpose_hash), codec::field("managers", managers),
            codec::field("threshold", threshold), codec::field("state", state),
            codec::field("created_by", created_by), codec::field("lapse", lapse),
            codec::field("donated", donated), codec::field("granted", granted),
            codec::field("disbursed", disbursed), codec::field("grants", grants),
            codec::field("open_grants", open_grants));
  }
};

// A decision that m managers make by naming the same thing: who approved so far. Judged by the managers of
// the moment.
struct Decision {
  std::vector<types::Address> approvals;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("approvals", approvals));
  }
};

struct Attestation {
  types::Address reviewer;
  Hash evidence_hash;
  std::uint32_t beneficiaries = 0;  // registered by this organisation: numbers 1 .. beneficiaries
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("reviewer", reviewer), codec::field("evidence_hash", evidence_hash),
            codec::field("beneficiaries", beneficiaries));
  }
};

enum class BeneficiaryKind : std::uint8_t { student, organisation };
[[nodiscard]] constexpr std::array<std::string_view, 2> enum_names(BeneficiaryKind) {
  return {"student", "organisation"};
}

// Somebody an attested organisation answers for: a commitment with a 256-bit salt, never a name (C0.6).
struct Beneficiary {
  BeneficiaryKind kind = BeneficiaryKind::student;
  Hash commitment;
  std::optional<types::Address> account;  // his own, once he linked it
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("commitment", commitment),
            codec::field("account", account));
  }
};

enum class GrantState : std::uint8_t { proposed, approved, closed, expired };
[[nodiscard]] constexpr std::array<std::string_view, 4> enum_names(GrantState) {
  return {"proposed", "approved", "closed", "expired"};
}

// What became of the report on the last disbursed milestone.
enum class ReportState : std::uint8_t { none, due, filed, accepted };
[[nodiscard]] constexpr std::array<std::string_view, 4> enum_names(ReportState) {
  return {"none", "due", "filed", "accepted"};
}

struct Grant {
  types::Address organisation;               // the payee, attested
  std::optional<std::uint32_t> beneficiary;  // of that organisation; nothing: the organisation itself
  Amount amount;
  std::vector<Amount> milestones;  // summing to amount, paid in order
  TimeMs deadline;                 // from then on the rest returns
  Hash purpose_hash;
  Slug programme;
  types::Address proposer;
  std::vector<types::Address> approvals;
  GrantState state = GrantState::proposed;
  std::uint32_t milestones_paid = 0;
  Amount disbursed;
  ReportState report = ReportState::none;
  Hash report_hash;  // evidence of the last report
  JobKey expiry;     // in the queue while proposed or approved
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organisation", organisation), codec::field("beneficiary", beneficiary),
            codec::field("amount", amount), codec::field("milestones", milestones),
            codec::field("deadline", deadline), codec::field("purpose_hash", purpose_hash),
            codec::field("programme", programme), codec::field("proposer", proposer),
            codec::field("approvals", approvals), codec::field("state", state),
            codec::field("milestones_paid", milestones_paid), codec::field("disbursed", disbursed),
            codec::field("report", report), codec::field("report_hash", report_hash),
            codec::field("expiry", expiry));
  }
};

struct GrantedInPeriod {
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("amount", amount));
  }
};

}  // namespace kula::contracts::charity
