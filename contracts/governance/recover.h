// A recovery's work in the state (R21): the members have given the chain new validators. Not in the queue of
// due work: the block that names the manifest runs it before everything else.
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/types/recovery.h"

namespace kula::contracts::governance {

struct RecoverChain {
  static constexpr std::uint16_t kNumber = 0x0b03;
  static constexpr std::string_view kName = "recover_chain";
  types::RecoveryManifest manifest;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("manifest", manifest));
  }
  // REQUIRES validators that are valid and others than those of now.
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::governance
