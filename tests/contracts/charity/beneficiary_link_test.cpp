// beneficiary.link: the bytes that programs outside have to make, and every opening and proof that is not
// the beneficiary's own.
#include "contracts/charity/beneficiary_link.h"

#include <gtest/gtest.h>

#include "contracts/charity/tables.h"
#include "tests/contracts/charity/addresses.h"
#include "tests/support/people.h"

namespace kula::contracts::charity {
namespace {

using types::Address;

const Address kOther = address_of(2);
const Address kStranger = address_of(4);
const Hash kIdentity = filled<Hash>(5);
const types::ChainId kChain = filled<types::ChainId>(6);

crypto::Signature signed_by(std::string_view name, const Hash& message) {
  return tests::key_of(name).sign(message, Hash{});
}

class BeneficiaryLink : public testing::Test {
 protected:
  BeneficiaryLink() {
    block_.chain_id = kChain;
    enter(kOrganisation, 1);
  }
  // Registers who is behind kIdentity and the key "link".
  void enter(const Address& organisation, std::uint32_t number) {
    const auto commitment =
        beneficiary_commitment(organisation, kIdentity, tests::key_of("link").public_key());
    kBeneficiaries.put(state_, organisation, number, {BeneficiaryKind::student, commitment, std::nullopt});
  }
  // The student's link of number 1, as it has to be.
  static LinkBeneficiary right() {
    return {kOrganisation, 1, kIdentity, tests::key_of("link").public_key(),
            signed_by("link", link_message(kChain, kOrganisation, 1, kStudent))};
  }
  static LinkBeneficiary proven_by(const Hash& message) {
    auto action = right();
    action.proof = signed_by("link", message);
    return action;
  }
  std::string_view send(const LinkBeneficiary& action, const Address& sender = kStudent) {
    ActionContext context{{state_, block_, policy_, {}, events_, TimeMs{}}, sender, 0};
    const auto outcome = action.apply(context);
    return outcome ? "accepted" : outcome.error().code->name;
  }
  std::optional<Address> linked(std::uint32_t number = 1) const {
    return kBeneficiaries.get(state_, kOrganisation, number)->account;
  }

  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
  execution::BlockContext block_;
  Policy policy_;
  std::vector<types::Event> events_;
};

// Worked out with Python's hashlib: SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ fields).
TEST_F(BeneficiaryLink, CommitmentAndMessageAreTheseBytes) {
  EXPECT_EQ(beneficiary_commitment(address_of(1), filled<Hash>(2), filled<crypto::PublicKey>(3)).text(),
            "ffb8844c0fd9cecf991354ebac2aa18b9a51226b7ebb2f8682307b218d841d9c");
  EXPECT_EQ(link_message(filled<types::ChainId>(4), address_of(1), 7, address_of(5)).text(),
            "740b5c12533dea997751a7ec9bcd03f8599541f22d0245f77d8640c5bad33a33");
}

TEST_F(BeneficiaryLink, AnotherIdentityOpensNothing) {
  auto action = right();
  action.identity.bytes[31] ^= 1;
  EXPECT_EQ(send(action), "wrong_opening");
  EXPECT_FALSE(linked());
}

TEST_F(BeneficiaryLink, AnotherKeyOpensNothingEvenWithItsOwnProof) {
  auto action = right();
  action.link_key = tests::key_of("thief").public_key();
  action.proof = signed_by("thief", link_message(kChain, kOrganisation, 1, kStudent));
  EXPECT_EQ(send(action), "wrong_opening");
  EXPECT_FALSE(linked());
}

TEST_F(BeneficiaryLink, ACommitmentThatAnotherOrganisationCopiedIsNotOpened) {
  kBeneficiaries.put(state_, kOther, 1, *kBeneficiaries.get(state_, kOrganisation, 1));
  auto action = proven_by(link_message(kChain, kOther, 1, kStudent));
  action.organisation = kOther;
  EXPECT_EQ(send(action), "wrong_opening");
}

TEST_F(BeneficiaryLink, AnOpeningIsWorthNothingToWhoeverSawIt) {
  EXPECT_EQ(send(right(), kStranger), "bad_link_proof");
  auto action = right();
  action.proof = signed_by("stranger", link_message(kChain, kOrganisation, 1, kStranger));
  EXPECT_EQ(send(action, kStranger), "bad_link_proof");
  EXPECT_FALSE(linked());
}

TEST_F(BeneficiaryLink, AProofIsForOneChainOrganisationNumberAndAccount) {
  const Hash others[] = {link_message(filled<types::ChainId>(7), kOrganisation, 1, kStudent),
                         link_message(kChain, kOther, 1, kStudent),
                         link_message(kChain, kOrganisation, 2, kStudent),
                         link_message(kChain, kOrganisation, 1, kStranger), Hash{}};
  for (const auto& message : others) EXPECT_EQ(send(proven_by(message)), "bad_link_proof");
  EXPECT_FALSE(linked());
}

TEST_F(BeneficiaryLink, AKeyThatIsNoPointProvesNothing) {
  const auto no_point = filled<crypto::PublicKey>(0xff);
  kBeneficiaries.put(
      state_, kOrganisation, 1,
      {BeneficiaryKind::student, beneficiary_commitment(kOrganisation, kIdentity, no_point), {}});
  auto action = right();
  action.link_key = no_point;
  EXPECT_EQ(send(action), "bad_link_proof");
}

TEST_F(BeneficiaryLink, WhoIsNotRegisteredCannotBeLinked) {
  auto action = right();
  action.number = 2;
  EXPECT_EQ(send(action), "beneficiary_not_found");
  action = right();
  action.organisation = kOther;
  EXPECT_EQ(send(action), "beneficiary_not_found");
}

TEST_F(BeneficiaryLink, TheOrganisationIsNotItsOwnBeneficiary) {
  EXPECT_EQ(send(proven_by(link_message(kChain, kOrganisation, 1, kOrganisation)), kOrganisation),
            "not_allowed");
  EXPECT_FALSE(linked());
}

TEST_F(BeneficiaryLink, TheOpenedNumberIsTheAccountsForEver) {
  const auto before = *kBeneficiaries.get(state_, kOrganisation, 1);
  EXPECT_EQ(send(right()), "accepted");
  EXPECT_EQ(linked(), kStudent);
  EXPECT_EQ(kBeneficiaries.get(state_, kOrganisation, 1)->commitment, before.commitment);
  ASSERT_EQ(events_.size(), 1u);
  EXPECT_EQ(send(right()), "already_linked");
  EXPECT_EQ(send(proven_by(link_message(kChain, kOrganisation, 1, kStranger)), kStranger), "already_linked");
  EXPECT_EQ(linked(), kStudent);
  EXPECT_EQ(events_.size(), 1u);
}

TEST_F(BeneficiaryLink, ASecondNumberNeedsAProofOfItsOwn) {
  enter(kOrganisation, 2);
  EXPECT_EQ(send(right()), "accepted");
  auto action = right();
  action.number = 2;
  EXPECT_EQ(send(action), "bad_link_proof");
  EXPECT_FALSE(linked(2));
  action.proof = signed_by("link", link_message(kChain, kOrganisation, 2, kStudent));
  EXPECT_EQ(send(action), "accepted");
  EXPECT_EQ(linked(2), kStudent);
}

}  // namespace
}  // namespace kula::contracts::charity
