// Events of the governance module.
#pragma once

#include "contracts/governance/records.h"
#include "ledger/types/certificate.h"

namespace kula::contracts::governance {

struct ProposalCreated {
  static constexpr std::uint16_t kNumber = 0x0b01;
  static constexpr std::string_view kName = "proposal_created";
  std::uint64_t proposal = 0;
  types::Address author;
  TimeMs closes_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal), codec::field("author", author),
            codec::field("closes_at", closes_at));
  }
};

struct ProposalVoted {
  static constexpr std::uint16_t kNumber = 0x0b02;
  static constexpr std::string_view kName = "proposal_voted";
  std::uint64_t proposal = 0;
  types::Address voter;
  Choice choice = Choice::abstain;
  bool member = false;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal), codec::field("voter", voter), codec::field("choice", choice),
            codec::field("member", member));
  }
};

// The outcome flipped shortly before the close.
struct ProposalMoved {
  static constexpr std::uint16_t kNumber = 0x0b03;
  static constexpr std::string_view kName = "proposal_moved";
  std::uint64_t proposal = 0;
  TimeMs closes_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal), codec::field("closes_at", closes_at));
  }
};

struct ProposalWithdrawn {
  static constexpr std::uint16_t kNumber = 0x0b04;
  static constexpr std::string_view kName = "proposal_withdrawn";
  std::uint64_t proposal = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal));
  }
};

struct ProposalClosed {
  static constexpr std::uint16_t kNumber = 0x0b05;
  static constexpr std::string_view kName = "proposal_closed";
  std::uint64_t proposal = 0;
  bool passed = false;
  Tally tally;
  std::optional<ValidatorTally> validators;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal), codec::field("passed", passed), codec::field("tally", tally),
            codec::field("validators", validators));
  }
};

struct ProposalExecuted {
  static constexpr std::uint16_t kNumber = 0x0b06;
  static constexpr std::string_view kName = "proposal_executed";
  std::uint64_t proposal = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal));
  }
};

// It passed, and one of its actions no longer applies: nothing was changed.
struct ProposalFailed {
  static constexpr std::uint16_t kNumber = 0x0b07;
  static constexpr std::string_view kName = "proposal_failed";
  std::uint64_t proposal = 0;
  std::uint16_t code = 0;
  std::uint8_t action = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("proposal", proposal), codec::field("code", code), codec::field("action", action));
  }
};

// The epoch is the one that begins with the next block.
struct ValidatorAdded {
  static constexpr std::uint16_t kNumber = 0x0b08;
  static constexpr std::string_view kName = "validator_added";
  Slug node;
  crypto::PublicKey key;
  types::Epoch epoch;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("node", node), codec::field("key", key), codec::field("epoch", epoch));
  }
};

struct ValidatorRemoved {
  static constexpr std::uint16_t kNumber = 0x0b09;
  static constexpr std::string_view kName = "validator_removed";
  Slug node;
  crypto::PublicKey key;
  types::Epoch epoch;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("node", node), codec::field("key", key), codec::field("epoch", epoch));
  }
};

// R21: more than two thirds of the members have put these validators in the place of those who were lost. The
// epoch begins with this block.
struct ChainRecovered {
  static constexpr std::uint16_t kNumber = 0x0b0a;
  static constexpr std::string_view kName = "chain_recovered";
  Hash recovery;  // the manifest's
  Height height;  // of the last block of the validators before
  types::BlockId block;
  types::ValidatorSet validators;
  types::Epoch epoch;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("recovery", recovery), codec::field("height", height), codec::field("block", block),
            codec::field("validators", validators), codec::field("epoch", epoch));
  }
};

}  // namespace kula::contracts::governance
