#include "ledger/types/recovery.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

Address member(std::uint8_t byte) { return {filled<Address::BinaryForm>(byte)}; }

SignedRecovery sample_recovery() {
  RecoveryManifest manifest;
  manifest.chain_id = filled<ChainId>(0xc1);
  manifest.height = Height{999};
  manifest.block = filled<BlockId>(0xaa);
  manifest.epoch = Epoch{1};
  manifest.next = Signers(3).set;
  return {manifest,
          {{member(1), {{0, filled<crypto::Signature>(0x51)}}},
           {member(2), {{1, filled<crypto::Signature>(0x52)}}}}};
}

// A first block of a recovered epoch: without transactions, its recovery beside it.
Block recovered_block() {
  Block result = block(0);
  result.recovery = std::make_shared<const SignedRecovery>(sample_recovery());
  result.header.recovery = hash_of(result.recovery->manifest);
  return result;
}

TEST(Recovery, AManifestsHashNamesEveryPartOfIt) {
  const RecoveryManifest original = sample_recovery().manifest;
  const std::vector<std::function<void(RecoveryManifest&)>> changes = {
      [](auto& manifest) { manifest.version = 2; },
      [](auto& manifest) { manifest.chain_id.bytes[0] ^= 1; },
      [](auto& manifest) { manifest.height = Height{1000}; },
      [](auto& manifest) { manifest.block.bytes[31] ^= 1; },
      [](auto& manifest) { manifest.epoch = Epoch{2}; },
      [](auto& manifest) { manifest.next.validators.pop_back(); }};
  for (const auto& change : changes) {
    RecoveryManifest changed = original;
    change(changed);
    EXPECT_NE(hash_of(changed), hash_of(original));
  }
}

TEST(Recovery, AManifestIsSignedUnderATagOfItsOwn) {
  const RecoveryManifest manifest = sample_recovery().manifest;
  const Bytes bytes = codec::encode(manifest);
  EXPECT_EQ(hash_of(manifest), crypto::tagged_hash(crypto::kTagRecovery, {bytes}));
  for (const auto& tag :
       {crypto::kTagTransaction, crypto::kTagVote, crypto::kTagBlock, crypto::kTagNodeReady})
    EXPECT_NE(hash_of(manifest), crypto::tagged_hash(tag, {bytes}));
}

TEST(Recovery, MembersThatAreDoubleOrOutOfOrderAreNotWellFormed) {
  SignedRecovery recovery = sample_recovery();
  EXPECT_TRUE(is_well_formed(recovery));
  std::swap(recovery.signatures[0], recovery.signatures[1]);
  EXPECT_FALSE(is_well_formed(recovery));
  recovery.signatures[1] = recovery.signatures[0];
  EXPECT_FALSE(is_well_formed(recovery));
}

TEST(Recovery, ARecoveryOfTooManyBytesIsNotWellFormed) {
  SignedRecovery recovery = sample_recovery();
  recovery.signatures[1].signatures.resize(kMaxRecoveryBytes / 65 + 1);
  EXPECT_FALSE(is_well_formed(recovery));
}

TEST(Recovery, ABlockThatNamesARecoveryIsNotDecodedWithoutIt) {
  const Block first = recovered_block();
  Bytes bytes = encode_block(first);
  bytes.resize(bytes.size() - codec::encode(*first.recovery).size());
  const auto decoded = decode_block(bytes);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error(), BlockDecodeError::malformed);
}

TEST(Recovery, ABlockIsNotDecodedWithAnotherManifestThanItNames) {
  Block first = recovered_block();
  SignedRecovery other = sample_recovery();
  other.manifest.height = Height{998};
  first.recovery = std::make_shared<const SignedRecovery>(other);
  const auto decoded = decode_block(encode_block(first));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error(), BlockDecodeError::wrong_recovery);
}

TEST(Recovery, ABlockThatNamesNoneIsNotDecodedWithOne) {
  const Block first = recovered_block();
  Bytes bytes = encode_block(block(0));
  append(bytes, codec::encode(*first.recovery));
  const auto decoded = decode_block(bytes);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error(), BlockDecodeError::malformed);
}

TEST(Recovery, ABlockWithARecoveryOfTooManyBytesIsTooLarge) {
  Block first = recovered_block();
  SignedRecovery large = sample_recovery();
  large.signatures[1].signatures.resize(kMaxRecoveryBytes / 65 + 1);
  first.recovery = std::make_shared<const SignedRecovery>(large);
  const auto decoded = decode_block(encode_block(first));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error(), BlockDecodeError::too_large);
}

TEST(Recovery, ABlockComesBackWithItsRecovery) {
  const Block first = recovered_block();
  const auto decoded = decode_block(encode_block(first));
  ASSERT_TRUE(decoded);
  ASSERT_NE(decoded->recovery, nullptr);
  EXPECT_EQ(codec::encode(*decoded->recovery), codec::encode(*first.recovery));
  EXPECT_EQ(encode_block(*decoded), encode_block(first));
}

TEST(Recovery, OtherSignaturesUnderTheManifestAreTheSameBlock) {
  const Block first = recovered_block();
  SignedRecovery fewer = sample_recovery();
  fewer.signatures.pop_back();
  Block other = first;
  other.recovery = std::make_shared<const SignedRecovery>(fewer);
  const auto decoded = decode_block(encode_block(other));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(id_of(decoded->header), id_of(first.header));
}

TEST(Recovery, MoreThanTwoThirdsIsCountedExactly) {
  for (std::uint64_t members = 1; members <= 100; ++members) {
    const auto needed = members_needed(members);
    EXPECT_GT(3 * needed, 2 * members) << members;
    EXPECT_LE(3 * (needed - 1), 2 * members) << members;
  }
}

}  // namespace
}  // namespace kula::types
