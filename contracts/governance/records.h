// Proposals and ballots (C11): what stands in state.
#pragma once

#include "contracts/governance/proposal_action.h"
#include "contracts/kernel/due_queue.h"

namespace kula::contracts::governance {

enum class Choice : std::uint8_t { yes, no, abstain };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(Choice) {
  return {"yes", "no", "abstain"};
}

// Members' votes, kept up to date by each ballot.
struct Tally {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  std::uint64_t abstain = 0;
  [[nodiscard]] std::uint64_t& of(Choice choice) {
    return choice == Choice::yes ? yes : choice == Choice::no ? no : abstain;
  }
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("yes", yes), codec::field("no", no), codec::field("abstain", abstain));
  }
};

// How many of the validators are for it: each counts by the ballot of its node's operator.
struct ValidatorTally {
  std::uint32_t yes = 0;
  std::uint32_t validators = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("yes", yes), codec::field("validators", validators));
  }
};

// The policy's numbers when the proposal was made: they hold to its end.
struct VotingRules {
  Period voters_before;      // persons opened in an earlier period have a vote
  std::uint64_t voters = 0;  // how many those are
  std::uint64_t quorum = 0;  // votes that are needed
  Bps majority = 0;
  DurationMs flip_window_ms = 0;
  DurationMs timelock_ms = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("voters_before", voters_before), codec::field("voters", voters),
            codec::field("quorum", quorum), codec::field("majority", majority),
            codec::field("flip_window_ms", flip_window_ms), codec::field("timelock_ms", timelock_ms));
  }
};

// voting -> passed -> executed or failed; or rejected; or withdrawn.
enum class ProposalStatus : std::uint8_t { voting, passed, rejected, withdrawn, executed, failed };
[[nodiscard]] constexpr std::array<std::string_view, 6> enum_names(ProposalStatus) {
  return {"voting", "passed", "rejected", "withdrawn", "executed", "failed"};
}

struct Proposal {
  std::string title;
  Hash text_hash;
  ProposalActions actions;
  types::Address author;
  TimeMs created_at;
  TimeMs closes_at;    // votes are counted until before this
  bool moved = false;  // the close was moved by a late flip
  VotingRules rules;
  ProposalStatus status = ProposalStatus::voting;
  Tally tally;
  std::optional<ValidatorTally> validators;  // at the close, of a proposal that changes validators
  std::optional<JobKey> job;                 // of the close while voting
  std::uint16_t failure = 0;                 // the code, when failed
  TimeMs decided_at;                         // when the status last changed; 0 while voting
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("title", title), codec::field("text_hash", text_hash),
            codec::field("actions", actions), codec::field("author", author),
            codec::field("created_at", created_at), codec::field("closes_at", closes_at),
            codec::field("moved", moved), codec::field("rules", rules), codec::field("status", status),
            codec::field("tally", tally), codec::field("validators", validators), codec::field("job", job),
            codec::field("failure", failure), codec::field("decided_at", decided_at));
  }
};

// The last vote of an account. `member`: it stands in the tally; otherwise its account has no vote of its own
// and speaks for the validators it operates alone.
struct Ballot {
  Choice choice = Choice::abstain;
  bool member = false;
  TimeMs cast_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("choice", choice), codec::field("member", member), codec::field("cast_at", cast_at));
  }
};

}  // namespace kula::contracts::governance
