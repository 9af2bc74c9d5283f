// What a proposal may do: validator.add (C11.4).
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/base/slug.h"

namespace kula::contracts::governance {

// A registered node becomes a validator. It must have shown within the last blocks that it has the chain and
// its key (node.ready), because growing from 1 to 2 or 3 with an absent newcomer would halt the chain (R18).
// Fails with node_not_found, no_consensus_key, validator_exists, validator_set_full, node_not_ready.
struct AddValidator {
  static constexpr std::string_view kName = "validator.add";
  static constexpr bool kChangesValidators = true;
  Slug node;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("node", node));
  }
  [[nodiscard]] Outcome carry_out(Context& context) const;
};

}  // namespace kula::contracts::governance
