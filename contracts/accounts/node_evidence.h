// node.evidence (C1.4, R15): two votes that no honest validator signs, for everyone to see.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/types/certificate.h"

namespace kula::contracts::accounts {

// How two votes of one validator in one view contradict each other (R15).
enum class Contradiction : std::uint8_t {
  two_notarizes,
  two_finalizes,
  finalize_and_other_notarize,
  finalize_and_nullify
};
[[nodiscard]] constexpr std::array<std::string_view, 4> enum_names(Contradiction) {
  return {"two_notarizes", "two_finalizes", "finalize_and_other_notarize", "finalize_and_nullify"};
}

// Judged by subject, never by signature bytes; in either order. Nothing when both may be signed.
[[nodiscard]] std::optional<Contradiction> contradiction(const types::VoteSubject& first,
                                                         const types::VoteSubject& second);

// One a validator's key, epoch, view and kind of contradiction.
struct NodeEvidence {
  types::Vote first;
  types::Vote second;
  types::Address reporter;
  TimeMs recorded_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("first", first), codec::field("second", second), codec::field("reporter", reporter),
            codec::field("recorded_at", recorded_at));
  }
};

// By anyone. Nothing follows by itself: a restored backup looks the same; governance decides. Rejects:
// bad_vote, no_contradiction, evidence_known.
struct ReportEvidence {
  static constexpr std::uint16_t kNumber = 0x0108;
  static constexpr std::string_view kName = "node.evidence";
  static constexpr std::string_view kSummary = "Record two votes of a validator that contradict each other";
  static constexpr ActionTraits kTraits{};
  types::Vote first;
  types::Vote second;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("first", first), codec::field("second", second));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::accounts
