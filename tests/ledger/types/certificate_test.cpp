#include "ledger/types/certificate.h"

#include <gtest/gtest.h>

#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

const ChainId kChain = filled<ChainId>(0xc1);

VoteSubject subject_of(VoteKind kind) {
  return {kind, Epoch{2}, View{9}, kind == VoteKind::nullify ? BlockId{} : filled<BlockId>(0xbb)};
}

class CertificateTest : public ::testing::Test {
 protected:
  Signers signers_{7};  // quorum 5
  Certificate good_ = signers_.certify(kChain, subject_of(VoteKind::finalize), 0b0101111);
  [[nodiscard]] bool accepted(const Certificate& certificate) const {
    return verify(certificate, kChain, signers_.set);
  }
};

TEST_F(CertificateTest, RefusesEverySubsetBelowTheQuorumAndTakesTheOthers) {
  const Certificate all = signers_.certify(kChain, subject_of(VoteKind::notarize), 0b1111111);
  for (std::uint32_t subset = 0; subset < 128; ++subset) {
    Certificate certificate{all.subject, subset, {}};
    std::size_t count = 0;
    for (std::size_t i = 0; i < 7; ++i) {
      if ((subset >> i & 1) == 0) continue;
      certificate.signatures.push_back(all.signatures[i]);
      ++count;
    }
    EXPECT_EQ(accepted(certificate), count >= 5) << subset;
  }
}

TEST_F(CertificateTest, RefusesADuplicatedSigner) {
  // Four validators, one of them twice: five signatures are no quorum of five validators.
  Certificate certificate = signers_.certify(kChain, good_.subject, 0b0001111);
  certificate.signatures.push_back(certificate.signatures.back());
  EXPECT_FALSE(accepted(certificate));
  certificate.signers = 0b0011111;
  EXPECT_FALSE(accepted(certificate));
}

TEST_F(CertificateTest, RefusesASetWhereOneKeyStandsTwice) {
  Signers doubled(7);
  doubled.set.validators[1] = doubled.set.validators[0];
  Certificate certificate = signers_.certify(kChain, good_.subject, 0b0011111);
  certificate.signatures[1] = certificate.signatures[0];
  EXPECT_FALSE(verify(certificate, kChain, doubled.set));
}

TEST_F(CertificateTest, RefusesReorderedMissingAndExtraSignatures) {
  Certificate reordered = good_;
  std::swap(reordered.signatures[0], reordered.signatures[1]);
  EXPECT_FALSE(accepted(reordered));
  Certificate shorter = good_;
  shorter.signatures.pop_back();
  EXPECT_FALSE(accepted(shorter));
  Certificate longer = good_;
  longer.signatures.push_back(longer.signatures.back());
  EXPECT_FALSE(accepted(longer));
}

TEST_F(CertificateTest, RefusesForgedSignatures) {
  for (std::size_t i = 0; i < good_.signatures.size(); ++i) {
    Certificate forged = good_;
    forged.signatures[i].bytes[40] ^= 1;
    EXPECT_FALSE(accepted(forged)) << i;
    forged.signatures[i] = key_of("stranger").sign(vote_message(kChain, good_.subject), Hash{});
    EXPECT_FALSE(accepted(forged)) << i;
    forged.signatures[i] = crypto::Signature{};
    EXPECT_FALSE(accepted(forged)) << i;
  }
}

TEST_F(CertificateTest, RefusesABitOutsideOfTheSet) {
  for (const std::uint32_t bit : {7u, 20u, 21u, 31u}) {
    Certificate certificate = good_;
    certificate.signers |= 1u << bit;
    EXPECT_FALSE(accepted(certificate)) << bit;
    certificate.signatures.push_back(good_.signatures.back());
    EXPECT_FALSE(accepted(certificate)) << bit;
    certificate.signers = (good_.signers & ~0b0001u) | 1u << bit;
    certificate.signatures = good_.signatures;
    EXPECT_FALSE(accepted(certificate)) << bit;
  }
}

TEST_F(CertificateTest, BindsKindEpochViewBlockAndChain) {
  const auto changed = [&](auto change) {
    Certificate certificate = good_;
    change(certificate.subject);
    return accepted(certificate);
  };
  EXPECT_TRUE(changed([](VoteSubject&) {}));
  EXPECT_FALSE(changed([](VoteSubject& s) { s.kind = VoteKind::notarize; }));
  EXPECT_FALSE(changed([](VoteSubject& s) { s.kind = VoteKind::nullify; }));
  EXPECT_FALSE(changed([](VoteSubject& s) { s.epoch = Epoch{3}; }));
  EXPECT_FALSE(changed([](VoteSubject& s) { s.view = View{10}; }));
  EXPECT_FALSE(changed([](VoteSubject& s) { s.block.bytes[31] ^= 1; }));
  EXPECT_FALSE(verify(good_, filled<ChainId>(0xc2), signers_.set));
}

TEST_F(CertificateTest, RefusesANullificationOfABlockAndOtherVotesOnNone) {
  VoteSubject nullify = subject_of(VoteKind::nullify);
  EXPECT_TRUE(accepted(signers_.certify(kChain, nullify, 0b0011111)));
  nullify.block = filled<BlockId>(0xbb);
  EXPECT_FALSE(accepted(signers_.certify(kChain, nullify, 0b0011111)));
  VoteSubject finalize = subject_of(VoteKind::finalize);
  finalize.block = BlockId{};
  EXPECT_FALSE(accepted(signers_.certify(kChain, finalize, 0b0011111)));
}

TEST_F(CertificateTest, RefusesOtherEmptyAndOversizedSets) {
  EXPECT_FALSE(verify(good_, kChain, ValidatorSet{}));
  EXPECT_FALSE(verify(Certificate{good_.subject, 0, {}}, kChain, ValidatorSet{}));
  ValidatorSet fewer = signers_.set;
  fewer.validators.erase(fewer.validators.begin());
  EXPECT_FALSE(verify(good_, kChain, fewer));
  const Signers many(22);
  EXPECT_FALSE(verify(many.certify(kChain, good_.subject, 0x3fffff), kChain, many.set));
}

TEST_F(CertificateTest, TakesASingleValidatorAndTheLargestSet) {
  const Signers one(1);
  EXPECT_TRUE(verify(one.certify(kChain, good_.subject, 1), kChain, one.set));
  const Signers most(21);
  EXPECT_TRUE(verify(most.certify(kChain, good_.subject, 0x7fff), kChain, most.set));
  EXPECT_FALSE(verify(most.certify(kChain, good_.subject, 0x3fff), kChain, most.set));
}

}  // namespace
}  // namespace kula::types
