// A toy chain with members, whose only validator is lost, and what its members sign.
#pragma once

#include "ledger/codec/binary.h"
#include "toy_chain.h"

namespace kula::ledger {

inline constexpr std::uint8_t kMembersOfToy = 9;  // more than two thirds: 7

[[nodiscard]] inline std::string member_name(std::uint8_t index) { return "member " + std::to_string(index); }
[[nodiscard]] inline types::Address member_of(std::uint8_t index) { return person(member_name(index)); }

// One key a member, but for the last: two of three.
[[nodiscard]] inline types::Auth auth_of(std::uint8_t index) {
  types::Auth auth{1, {toy_key(member_name(index)).public_key()}};
  if (index + 1 < kMembersOfToy) return auth;
  auth = {2, {}};
  for (const auto* label : {"one", "two", "three"}) auth.keys.push_back(toy_key(label).public_key());
  std::sort(auth.keys.begin(), auth.keys.end());
  return auth;
}

[[nodiscard]] inline GenesisState member_genesis() {
  GenesisState genesis = toy_genesis();
  genesis.writes[table_prefix(kMemberCount)] = Bytes{kMembersOfToy};
  for (std::uint8_t index = 0; index < kMembersOfToy; ++index)
    genesis.writes[member_key(member_of(index))] = codec::encode(auth_of(index));
  return genesis;
}

[[nodiscard]] inline types::ValidatorSet set_of(const std::vector<std::string>& labels) {
  types::ValidatorSet set;
  for (const auto& label : labels) set.validators.push_back({toy_key(label).public_key()});
  std::sort(set.validators.begin(), set.validators.end(),
            [](const types::Validator& a, const types::Validator& b) { return a.key < b.key; });
  return set;
}

inline const std::vector<std::string> kNewValidators = {"validator 7", "validator 8"};

[[nodiscard]] inline types::RecoveryManifest manifest_for(const Ledger& ledger) {
  return {1, ledger.chain_id(), ledger.tip().height, ledger.tip_id(), ledger.epoch(), set_of(kNewValidators)};
}

[[nodiscard]] inline types::MemberSignature sign_as(std::uint8_t index,
                                                    const types::RecoveryManifest& manifest) {
  const Hash message = types::hash_of(manifest);
  if (index + 1 < kMembersOfToy)
    return {member_of(index), {{0, toy_key(member_name(index)).sign(message, Hash{})}}};
  types::MemberSignature signature{member_of(index), {}};
  const auto auth = auth_of(index);
  for (const auto* label : {"one", "two", "three"}) {
    const auto key = toy_key(label);
    const auto place = std::find(auth.keys.begin(), auth.keys.end(), key.public_key()) - auth.keys.begin();
    if (place < 2)
      signature.signatures.push_back({static_cast<std::uint8_t>(place), key.sign(message, Hash{})});
  }
  std::sort(signature.signatures.begin(), signature.signatures.end(),
            [](const auto& a, const auto& b) { return a.key_index < b.key_index; });
  return signature;
}

inline void put_in_order(types::SignedRecovery& recovery) {
  std::sort(recovery.signatures.begin(), recovery.signatures.end(),
            [](const auto& a, const auto& b) { return a.member < b.member; });
}

// By the last `signers` members: the one with several keys is always among them.
[[nodiscard]] inline types::SignedRecovery signed_by_members(const types::RecoveryManifest& manifest,
                                                             std::uint8_t signers = 7) {
  types::SignedRecovery recovery{manifest, {}};
  for (std::uint8_t index = kMembersOfToy - signers; index < kMembersOfToy; ++index)
    recovery.signatures.push_back(sign_as(index, manifest));
  put_in_order(recovery);
  return recovery;
}

}  // namespace kula::ledger
