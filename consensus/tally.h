// The votes of one view, counted by distinct validators (R14, R15).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>

#include "consensus/output.h"

namespace kula::consensus {

// True when no honest validator signs both (R15): compared by subject, not by signature.
[[nodiscard]] bool conflicts(const types::VoteSubject& a, const types::VoteSubject& b);

class Tally {
 public:
  // Counts a verified vote, one of each kind per validator: the first one stays. Answers the pair when the
  // vote conflicts with one held, once per validator.
  std::optional<Evidence> add(const types::Vote& vote);
  // The same with each vote that a verified certificate shows.
  [[nodiscard]] std::vector<Evidence> add(const types::Certificate& certificate);

  // Distinct validators whose counted vote is exactly about this.
  [[nodiscard]] std::size_t count(types::VoteKind kind, const types::BlockId& block) const;
  // Whether add() would answer a pair.
  [[nodiscard]] bool is_evidence(const types::Vote& vote) const {
    return !equivocated(vote.validator) && contradicted_by(vote) != nullptr;
  }
  // The counted vote of a validator, or nullptr.
  [[nodiscard]] const types::Vote* find(types::VoteKind kind, std::uint8_t validator) const;
  // The certificate of this kind, when some subject has `quorum` votes.
  [[nodiscard]] std::optional<types::Certificate> certificate(types::VoteKind kind, std::size_t quorum) const;
  // True when this validator's votes conflicted.
  [[nodiscard]] bool equivocated(std::uint8_t validator) const { return reported_.count(validator) != 0; }

 private:
  // The counted vote that a vote of the same validator conflicts with, or nullptr.
  [[nodiscard]] const types::Vote* contradicted_by(const types::Vote& vote) const;

  using OfOneValidator = std::array<std::optional<types::Vote>, 3>;  // by kind
  std::map<std::uint8_t, OfOneValidator> votes_;
  std::set<std::uint8_t> reported_;
};

}  // namespace kula::consensus
