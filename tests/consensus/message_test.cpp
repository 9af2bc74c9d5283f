#include "consensus/message.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "tests/consensus/committee.h"

namespace kula::consensus {
namespace {

using testing::block_id;
using testing::child_of;
using testing::Committee;
using testing::finalize;
using testing::notarize;
using testing::nullify;

class MessageTest : public ::testing::Test {
 protected:
  // A proposal for view 7 on a block of view 3, views 4 to 6 nullified.
  [[nodiscard]] Proposal proposal() const {
    const auto genesis = committee_.genesis();
    const auto parent = child_of(genesis, {types::View{3}, 3, after(genesis.time, 5)});
    const auto block = child_of(parent->header, {types::View{7}, 3, after(genesis.time, 9)});
    Proposal result;
    result.header = block->header;
    result.parent_view = types::View{3};
    result.parent_certificate = committee_.certificate(notarize(3, types::id_of(parent->header)), {0, 1, 2});
    for (const auto view : {4u, 5u, 6u}) {
      result.nullifications.push_back(committee_.certificate(nullify(view), {1, 2, 3}));
    }
    result.vote = committee_.vote(3, notarize(7, types::id_of(block->header)));
    return result;
  }
  [[nodiscard]] std::optional<MessageError> error_of(Message message) const {
    const auto verified = verify(context_, std::move(message));
    return verified ? std::nullopt : std::optional(verified.error());
  }
  Committee committee_{4};
  EpochContext context_{committee_.chain, {}, committee_.set};
};

TEST_F(MessageTest, AVoteIsRefusedWhenAnythingInItChanges) {
  const auto good = committee_.vote(2, notarize(5, block_id(1)));
  ASSERT_FALSE(error_of(VoteMessage{good}));
  auto vote = good;
  vote.signature.bytes[20] ^= 1;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::bad_signature);
  vote = good;
  vote.subject.view.value = 6;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::bad_signature);
  vote = good;
  vote.subject.block = block_id(2);
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::bad_signature);
  vote = good;
  vote.subject.kind = types::VoteKind::finalize;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::bad_signature);
  vote = good;
  vote.validator = 1;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::bad_signature);
  vote = good;
  vote.validator = 4;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::unknown_signer);
  vote = good;
  vote.subject.epoch.value = 1;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::other_epoch);
}

// R16: only a closing block comes again in a later view, and only on its own certificate.
TEST_F(MessageTest, OnlyAClosingBlockIsProposedAgain) {
  auto again = proposal();
  again.header.view.value = 3;  // its own view
  const auto on_itself = [&](Proposal one) {
    const auto id = types::id_of(one.header);
    one.parent_certificate = committee_.certificate(notarize(3, id), {0, 1, 2});
    one.vote = committee_.vote(3, notarize(7, id));
    return one;
  };
  EXPECT_EQ(error_of(on_itself(again)), MessageError::inconsistent) << "it does not close the epoch";
  again.header.next_validator_set = testing::hash_of(5);
  EXPECT_FALSE(error_of(on_itself(again)));
  auto on_parent = again;  // the certificate of its parent is not enough
  on_parent.vote = committee_.vote(3, notarize(7, types::id_of(again.header)));
  EXPECT_EQ(error_of(on_parent), MessageError::inconsistent);
  auto on_root = again;
  on_root.parent_view = {};
  on_root.parent_certificate.reset();
  on_root.nullifications.clear();
  on_root.vote = on_parent.vote;
  EXPECT_EQ(error_of(on_root), MessageError::inconsistent);
  auto from_the_future = again;
  from_the_future.header.view.value = 8;
  EXPECT_EQ(error_of(on_itself(from_the_future)), MessageError::inconsistent);
}

TEST_F(MessageTest, AVoteOfAnotherNetworkOrEpochIsRefused) {
  auto elsewhere = context_;
  elsewhere.chain_id.bytes[0] ^= 1;
  EXPECT_FALSE(verify(elsewhere, VoteMessage{committee_.vote(0, nullify(1))}));
  // Signed for epoch 1, relabelled as epoch 0.
  auto subject = nullify(1);
  subject.epoch.value = 1;
  auto vote = committee_.vote(0, subject);
  vote.subject.epoch.value = 0;
  EXPECT_EQ(error_of(VoteMessage{vote}), MessageError::bad_signature);
}

TEST_F(MessageTest, AVoteMustNameABlockExactlyWhenItsKindDoes) {
  EXPECT_EQ(error_of(VoteMessage{committee_.vote(0, notarize(1, {}))}), MessageError::inconsistent);
  auto subject = nullify(1);
  subject.block = block_id(1);
  EXPECT_EQ(error_of(VoteMessage{committee_.vote(0, subject)}), MessageError::inconsistent);
  EXPECT_EQ(error_of(VoteMessage{committee_.vote(0, nullify(0))}), MessageError::inconsistent);
}

TEST_F(MessageTest, ACertificateNeedsAQuorumOfDistinctValidSigners) {
  const auto subject = finalize(5, block_id(1));
  ASSERT_FALSE(error_of(CertificateMessage{committee_.certificate(subject, {0, 2, 3})}));
  EXPECT_EQ(error_of(CertificateMessage{committee_.certificate(subject, {0, 2})}),
            MessageError::bad_certificate);
  auto repeated = committee_.certificate(subject, {0, 2});
  repeated.signers |= 0b10;
  repeated.signatures.insert(repeated.signatures.begin(), repeated.signatures[0]);
  EXPECT_EQ(error_of(CertificateMessage{repeated}), MessageError::bad_certificate);
}

TEST_F(MessageTest, ACertificateBindsNetworkEpochKindViewAndBlock) {
  const auto good = committee_.certificate(notarize(5, block_id(1)), {0, 1, 2});
  for (int field = 0; field < 4; ++field) {
    auto bad = good;
    if (field == 0) bad.subject.kind = types::VoteKind::finalize;
    if (field == 1) bad.subject.view.value = 6;
    if (field == 2) bad.subject.block = block_id(2);
    if (field == 3) bad.subject.epoch.value = 1;
    EXPECT_EQ(error_of(CertificateMessage{bad}),
              field == 3 ? MessageError::other_epoch : MessageError::bad_certificate);
  }
  auto elsewhere = context_;
  elsewhere.chain_id.bytes[0] ^= 1;
  EXPECT_FALSE(verify(elsewhere, CertificateMessage{good}));
  auto later = context_;
  later.epoch.value = 1;
  auto relabelled = good;
  relabelled.subject.epoch.value = 1;
  EXPECT_EQ(verify(later, CertificateMessage{relabelled}).error(), MessageError::bad_certificate);
}

TEST_F(MessageTest, AProposalIsRefusedWhenItsPartsDoNotFit) {
  ASSERT_FALSE(error_of(proposal()));
  struct Case {
    const char* name;
    void (*break_it)(Proposal&, const Committee&);
    MessageError error;
  };
  const std::vector<Case> cases = {
      {"not the leader", [](Proposal& p, const Committee& c) { p.vote = c.vote(2, p.vote.subject); },
       MessageError::not_the_leader},
      {"a vote that is no notarize",
       [](Proposal& p, const Committee& c) { p.vote = c.vote(3, finalize(7, p.block())); },
       MessageError::inconsistent},
      {"forged", [](Proposal& p, const Committee&) { p.vote.signature.bytes[0] ^= 1; },
       MessageError::bad_signature},
      {"another header", [](Proposal& p, const Committee&) { ++p.header.time.value; },
       MessageError::inconsistent},
      {"transactions that the header does not name",
       [](Proposal& p, const Committee&) { p.transactions.push_back({testing::hash_of(5).bytes}); },
       MessageError::inconsistent},
      {"no parent certificate", [](Proposal& p, const Committee&) { p.parent_certificate.reset(); },
       MessageError::inconsistent},
      {"the parent certificate of another view",
       [](Proposal& p, const Committee& c) {
         p.parent_certificate = c.certificate(notarize(2, p.header.parent), {0, 1, 2});
       },
       MessageError::inconsistent},
      {"the certificate of another block",
       [](Proposal& p, const Committee& c) {
         p.parent_certificate = c.certificate(notarize(3, block_id(1)), {0, 1, 2});
       },
       MessageError::inconsistent},
      {"a parent certificate without a quorum",
       [](Proposal& p, const Committee& c) {
         p.parent_certificate = c.certificate(notarize(3, p.header.parent), {0, 1});
       },
       MessageError::bad_certificate},
      {"a parent view not before the own", [](Proposal& p, const Committee&) { p.parent_view.value = 7; },
       MessageError::inconsistent},
      {"a nullification outside of the gap",
       [](Proposal& p, const Committee& c) {
         p.nullifications[0] = c.certificate(nullify(3), {0, 1, 2});
       },
       MessageError::inconsistent},
      {"a nullification twice",
       [](Proposal& p, const Committee&) { p.nullifications[1] = p.nullifications[0]; },
       MessageError::inconsistent},
      {"a notarization for a nullification",
       [](Proposal& p, const Committee& c) {
         p.nullifications[0] = c.certificate(notarize(4, block_id(1)), {0, 1, 2});
       },
       MessageError::inconsistent},
      {"a nullification without a quorum",
       [](Proposal& p, const Committee& c) {
         p.nullifications[0] = c.certificate(nullify(4), {1, 2});
       },
       MessageError::bad_certificate},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    auto bad = proposal();
    one.break_it(bad, committee_);
    const auto error = error_of(bad);
    ASSERT_TRUE(error);
    EXPECT_EQ(to_string(*error), to_string(one.error));
  }
}

TEST_F(MessageTest, AProposalOfABlockOfALaterViewOrAnotherNetworkIsRefused) {
  for (int field = 0; field < 3; ++field) {
    auto bad = proposal();
    if (field == 0) bad.header.view.value = 8;
    if (field == 1) bad.header.chain_id.bytes[0] ^= 1;
    if (field == 2) bad.header.epoch.value = 1;
    bad.vote = committee_.vote(3, notarize(7, types::id_of(bad.header)));
    EXPECT_EQ(error_of(bad), MessageError::inconsistent) << field;
  }
}

TEST_F(MessageTest, MalformedBytesAreRefused) {
  const auto bytes = codec::encode(Message{proposal()});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(codec::decode<Message>(ByteView(bytes).first(size))) << size;
  }
  auto trailing = bytes;
  trailing.push_back(0);
  EXPECT_FALSE(codec::decode<Message>(trailing));
  auto unknown_kind = bytes;
  unknown_kind[0] = std::variant_size_v<Message>;
  EXPECT_FALSE(codec::decode<Message>(unknown_kind));
}

TEST_F(MessageTest, RoundTrips) {
  const std::vector<Message> messages = {proposal(), VoteMessage{committee_.vote(1, nullify(3))},
                                         CertificateMessage{committee_.certificate(nullify(3), {0, 1, 2})}};
  for (std::size_t kind = 0; kind < messages.size(); ++kind) {
    const auto bytes = codec::encode(messages[kind]);
    EXPECT_EQ(bytes[0], kind) << "the order of kinds is the format";
    const auto decoded = codec::decode<Message>(bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(codec::encode(*decoded), bytes);
    EXPECT_FALSE(error_of(*decoded));
  }
}

TEST_F(MessageTest, KeepsItsFormat) {
  types::Vote vote;
  vote.subject = {types::VoteKind::finalize, types::Epoch{1}, types::View{0x0203}, block_id(1)};
  vote.validator = 5;
  vote.signature.bytes.fill(0xee);
  const std::string subject =
      "02"
      "0100000000000000"
      "0302000000000000" +
      block_id(1).text();
  std::string signature;
  for (int i = 0; i < 64; ++i) signature += "ee";
  EXPECT_EQ(to_hex(codec::encode(Message{VoteMessage{vote}})), "01" + subject + "05" + signature);
  const types::Certificate certificate{vote.subject, 0b101, {vote.signature, vote.signature}};
  EXPECT_EQ(to_hex(codec::encode(Message{CertificateMessage{certificate}})), "02" + subject +
                                                                                 "05000000"
                                                                                 "02000000" +
                                                                                 signature + signature);
}

TEST(Leader, RotatesByViewAndEpoch) {
  const Committee committee(4);
  EXPECT_EQ(leader_of(committee.set, {}, types::View{1}), 1);
  EXPECT_EQ(leader_of(committee.set, {}, types::View{4}), 0);
  EXPECT_EQ(leader_of(committee.set, types::Epoch{3}, types::View{2}), 1);
  EXPECT_EQ(leader_of(committee.set, types::Epoch{UINT64_MAX}, types::View{UINT64_MAX}), 2);
}

}  // namespace
}  // namespace kula::consensus
