// Votes and certificates (R1-R7 in consensus/README.md). Verifying them needs only the validator set.
#pragma once

#include "ledger/base/number.h"
#include "ledger/types/ids.h"
#include "ledger/types/validator_set.h"

namespace kula::types {

struct ViewTag;
using View = Number<ViewTag>;  // 1, 2, … within an epoch; 0 is the epoch's root
struct EpochTag;
using Epoch = Number<EpochTag>;

enum class VoteKind : std::uint8_t { notarize, nullify, finalize };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(VoteKind) {
  return {"notarize", "nullify", "finalize"};
}

// What a vote is about; `block` is zero for nullify.
struct VoteSubject {
  VoteKind kind = VoteKind::notarize;
  Epoch epoch;
  View view;
  BlockId block;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("epoch", epoch), codec::field("view", view),
            codec::field("block", block));
  }
  auto operator<=>(const VoteSubject&) const = default;
};

// The 32 bytes a validator signs: tag, chain id and subject.
[[nodiscard]] Hash vote_message(const ChainId& chain, const VoteSubject& subject);

struct Vote {
  VoteSubject subject;
  std::uint8_t validator = 0;  // index in the epoch's set
  crypto::Signature signature;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("subject", subject), codec::field("validator", validator),
            codec::field("signature", signature));
  }
};

// Signatures of distinct validators over one subject; `signers` has bit i for validator i.
struct Certificate {
  VoteSubject subject;
  std::uint32_t signers = 0;
  std::vector<crypto::Signature> signatures;  // by ascending validator index
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("subject", subject), codec::field("signers", signers),
            codec::field("signatures", signatures));
  }
};

// A quorum of `set` signed the subject, each signature valid, no bit outside of the set.
[[nodiscard]] bool verify(const Certificate& certificate, const ChainId& chain, const ValidatorSet& set);

}  // namespace kula::types

namespace kula::codec {
template <>
inline constexpr bool kRunDependent<types::View> = true;
}  // namespace kula::codec
