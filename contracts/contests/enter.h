// contest.enter, contest.reveal (C9.2): an entry is committed to before anybody can see it.
#pragma once

#include "contracts/contests/commitments.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::contests {

// Any account but the organiser, who is in one hand with him, and who is tied to the reviewer of the point
// prizes; once, before the entry deadline. `commitment` is entry_commitment(). kContestNotFound, kPhaseOver,
// kTied, kAlreadyEntered, kContestFull.
struct Enter {
  static constexpr std::uint16_t kNumber = 0x0903;
  static constexpr std::string_view kName = "contest.enter";
  static constexpr std::string_view kSummary = "Enter a contest with a commitment to your work";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  Hash commitment;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("commitment", commitment));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// The entrant, from the entry deadline to the reveal deadline. An entry that is not opened by then is void.
// kContestNotFound, kPhaseNotOpen, kPhaseOver, kEntryNotFound, kAlreadyRevealed, kMismatch.
struct RevealEntry {
  static constexpr std::uint16_t kNumber = 0x0904;
  static constexpr std::string_view kName = "contest.reveal";
  static constexpr std::string_view kSummary = "Reveal your entry after the entry deadline";
  static constexpr ActionTraits kTraits{};
  Slug contest;
  Hash content_hash;
  Salt salt;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("content_hash", content_hash),
            codec::field("salt", salt));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::contests
