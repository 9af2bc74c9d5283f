// What a proposal does when it has passed (C11.1). A new kind is a file pair like add_validator.* and one
// word in this variant; the order of alternatives is a format: append only.
#pragma once

#include <variant>

#include "contracts/governance/add_validator.h"
#include "contracts/governance/remove_validator.h"

namespace kula::contracts::governance {

// Each alternative has kName, kChangesValidators, serialize() and carry_out(Context&): what it changes, or
// why it no longer applies.
using ProposalAction = std::variant<AddValidator, RemoveValidator>;
using ProposalActions = std::vector<ProposalAction>;

[[nodiscard]] std::size_t validator_changes(const ProposalActions& actions);
[[nodiscard]] bool changes_validators(const ProposalActions& actions);

struct ActionFailure {
  const Code* code = nullptr;
  std::uint8_t action = 0;  // its index
};
// All or nothing: when one fails, `context` is as it was.
[[nodiscard]] std::optional<ActionFailure> carry_out(Context& context, const ProposalActions& actions);
// Whether all of them would succeed now; changes nothing.
[[nodiscard]] std::optional<ActionFailure> try_out(const Context& context, const ProposalActions& actions);

}  // namespace kula::contracts::governance
