// What a proposal may do: validator.remove (C11.4).
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/base/slug.h"

namespace kula::contracts::governance {

// A validator becomes an observer; the last one stays.
// Fails with node_not_found, no_consensus_key, validator_not_found, last_validator.
struct RemoveValidator {
  static constexpr std::string_view kName = "validator.remove";
  static constexpr bool kChangesValidators = true;
  Slug node;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("node", node));
  }
  [[nodiscard]] Outcome carry_out(Context& context) const;
};

}  // namespace kula::contracts::governance
