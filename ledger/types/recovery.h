// The recovery manifest (R21): more than two thirds of the members give a chain new validators when too many
// of the old ones are lost for good. Who is a member, the contracts say (execution::Processor); here are the
// values, their bytes and what is signed.
#pragma once

#include <memory>

#include "ledger/types/certificate.h"
#include "ledger/types/transaction.h"

namespace kula::types {

// What members sign: "block `block` at `height` is the last that was final; from the next one on, `next`
// are the validators".
struct RecoveryManifest {
  std::uint16_t version = 1;
  ChainId chain_id;
  Height height;
  BlockId block;
  Epoch epoch;        // that it ends: the one that the children of `block` have without it
  ValidatorSet next;  // of the epoch after it
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("chain_id", chain_id),
            codec::field("height", height), codec::field("block", block), codec::field("epoch", epoch),
            codec::field("next", next));
  }
  bool operator==(const RecoveryManifest&) const = default;
};

// Tagged hash of the canonical bytes: what stands in the next header, and what every member signs.
[[nodiscard]] Hash hash_of(const RecoveryManifest& manifest);

struct MemberSignature {
  Address member;
  std::vector<KeySignature> signatures;  // as those of a transaction, under the account's Auth
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("member", member), codec::field("signatures", signatures));
  }
};

struct SignedRecovery {
  RecoveryManifest manifest;
  std::vector<MemberSignature> signatures;  // by ascending member, each once
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("manifest", manifest), codec::field("signatures", signatures));
  }
};
using RecoveryPointer = std::shared_ptr<const SignedRecovery>;  // shared by blocks and ledger; immutable

// The least number that is more than two thirds of all members.
[[nodiscard]] constexpr std::uint64_t members_needed(std::uint64_t members) { return 2 * members / 3 + 1; }
// Members ascending and distinct, and no more bytes than kMaxRecoveryBytes.
[[nodiscard]] bool is_well_formed(const SignedRecovery& recovery);

}  // namespace kula::types
