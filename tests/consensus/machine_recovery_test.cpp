// R21: an epoch that begins with a recovery. Four validators made some blocks; two are lost for good, and the
// members named the other two and a newcomer.
#include <gtest/gtest.h>

#include "tests/consensus/network.h"

namespace kula::consensus {
namespace {

using testing::child_of;
using testing::finalize;
using testing::Network;
using testing::NetworkOptions;
using testing::notarize;
using types::Epoch;
using types::View;
using types::VoteKind;

constexpr std::uint64_t kLast = 3;  // the height of the last final block

class RecoveredEpoch : public ::testing::Test {
 protected:
  RecoveredEpoch() : network_(6, options()) {
    network_.start_all();
    network_.want_height(kLast);
    EXPECT_TRUE(network_.run_to_height(kLast, 5000));
    network_.run_for(3000);
    for (const auto node : {0u, 1u, 2u, 3u, 4u, 5u}) network_.crash(node);
    name(kMembers);
  }
  // The members sign for these.
  void name(const std::vector<std::size_t>& validators) {
    types::SignedRecovery recovery;
    const auto& tip = network_.ledger(0).tip();
    recovery.manifest = {
        1, tip.chain_id, tip.height, types::id_of(tip), Epoch{0}, network_.committee().set_of(validators)};
    recovery_ = std::make_shared<const types::SignedRecovery>(recovery);
  }
  static NetworkOptions options() {
    NetworkOptions options;
    options.first_members = {0, 1, 2, 3};
    return options;
  }
  void recover(const std::vector<std::size_t>& nodes) {
    for (const auto node : nodes) {
      network_.recover(node, recovery_);
      network_.start(node);
    }
  }
  [[nodiscard]] std::vector<types::Vote> votes_of_new_epoch(std::size_t node) {
    std::vector<types::Vote> found;
    for (const auto& vote : network_.votes_by(node)) {
      if (vote.subject.epoch == Epoch{1}) found.push_back(vote);
    }
    return found;
  }
  // The first block, as its leader would make it in view 1: what `change` does to the header is signed.
  [[nodiscard]] Proposal first_proposal(const std::function<void(types::BlockHeader&)>& change) {
    const auto& set = recovery_->manifest.next;
    const auto leader = leader_of(set, Epoch{1}, View{1});
    auto header = child_of(network_.ledger(0).tip(), {View{1}, leader, network_.now()})->header;
    header.epoch = Epoch{1};
    header.validator_set = header.next_validator_set = set.hash();
    header.recovery = types::hash_of(recovery_->manifest);
    change(header);
    Proposal proposal;
    proposal.header = header;
    const types::VoteSubject subject{VoteKind::notarize, Epoch{1}, View{1}, types::id_of(header)};
    proposal.vote = network_.committee().vote(kMembers[leader], subject);
    proposal.vote.validator = leader;
    return proposal;
  }
  // By all but its leader, at once.
  void expect_nullified(const std::function<void(types::BlockHeader&)>& change) {
    const auto proposal = first_proposal(change);
    for (const auto node : kMembers) {
      if (node == leader()) continue;
      recover({node});
      network_.deliver(node, proposal);
    }
    network_.run_for(10);
    for (const auto node : kMembers) {
      if (node == leader()) continue;
      const auto votes = votes_of_new_epoch(node);
      ASSERT_EQ(votes.size(), 1u) << node;
      EXPECT_EQ(votes[0].subject.kind, VoteKind::nullify);
      EXPECT_EQ(votes[0].subject.view, View{1});
    }
  }
  [[nodiscard]] std::size_t leader() const {
    return kMembers[leader_of(recovery_->manifest.next, Epoch{1}, View{1})];
  }

  inline static const std::vector<std::size_t> kMembers = {0, 1, 4};
  Network network_;
  types::RecoveryPointer recovery_;
};

TEST_F(RecoveredEpoch, AFirstBlockThatNamesNoRecoveryIsNullified) {
  expect_nullified([](auto& header) { header.recovery = {}; });
}
TEST_F(RecoveredEpoch, AFirstBlockThatNamesAnotherRecoveryIsNullified) {
  expect_nullified([](auto& header) { header.recovery = testing::hash_of(5); });
}
TEST_F(RecoveredEpoch, AFirstBlockOfTheOldValidatorsIsNullified) {
  expect_nullified([this](auto& header) {
    header.validator_set = header.next_validator_set = network_.ledger(0).tip().validator_set;
  });
}

TEST_F(RecoveredEpoch, AFirstBlockThatNamesItIsNotarized) {
  const auto proposal = first_proposal([](auto&) {});
  for (const auto node : kMembers) {
    if (node != leader()) {
      recover({node});
      network_.deliver(node, proposal);
    }
  }
  network_.run_for(10);
  for (const auto node : kMembers) {
    if (node == leader()) continue;
    const auto votes = votes_of_new_epoch(node);
    EXPECT_TRUE(std::any_of(votes.begin(), votes.end(), [&](const auto& vote) {
      return vote.subject.kind == VoteKind::notarize && vote.subject.block == proposal.block();
    })) << node;
  }
}

TEST_F(RecoveredEpoch, GoesOnByItselfAndNamesTheRecoveryOnce) {
  recover(kMembers);
  EXPECT_EQ(network_.machine(0).epoch(), Epoch{1});
  ASSERT_TRUE(network_.run_to_height(kLast + 1, 5000)) << "the first block needs no other work";
  network_.want_height(kLast + 5);
  ASSERT_TRUE(network_.run_to_height(kLast + 5, 5000));
  const auto& chain = network_.ledger(4).chain();
  EXPECT_EQ(chain[kLast + 1].recovery, types::hash_of(recovery_->manifest));
  for (std::size_t height = kLast + 1; height < chain.size(); ++height) {
    EXPECT_EQ(chain[height].epoch, Epoch{1}) << height;
    EXPECT_EQ(chain[height].validator_set, recovery_->manifest.next.hash()) << height;
    if (height > kLast + 1) {
      EXPECT_TRUE(chain[height].recovery.is_zero()) << height;
    }
  }
}

TEST_F(RecoveredEpoch, ASecondBlockThatNamesItIsNullified) {
  recover(kMembers);
  ASSERT_TRUE(network_.run_to_height(kLast + 1, 5000));
  network_.run_for(3000);
  for (const auto node : kMembers) network_.crash(node);
  const auto& set = recovery_->manifest.next;
  network_.start(0);
  const auto view = network_.machine(0).view();
  const auto proposer = leader_of(set, Epoch{1}, view);
  const auto& tip = network_.ledger(0).tip();
  auto header = child_of(tip, {view, proposer, after(network_.now(), 1)})->header;
  header.recovery = types::hash_of(recovery_->manifest);
  Proposal proposal;
  proposal.header = header;
  proposal.parent_view = View{view.value - 1};
  proposal.parent_certificate = network_.ledger(0).finality()->finalization;
  const types::VoteSubject subject{VoteKind::notarize, Epoch{1}, view, types::id_of(header)};
  proposal.vote = network_.committee().vote(kMembers[proposer], subject);
  proposal.vote.validator = proposer;
  const auto other = kMembers[proposer] == 0 ? std::size_t{1} : std::size_t{0};
  if (!network_.is_running(other)) network_.start(other);
  network_.deliver(other, proposal);
  network_.run_for(10);
  const auto votes = votes_of_new_epoch(other);
  EXPECT_TRUE(std::none_of(votes.begin(), votes.end(),
                           [&](const auto& vote) { return vote.subject.block == proposal.block(); }));
}

TEST_F(RecoveredEpoch, TheOldValidatorsLateVotesChangeNothing) {
  recover(kMembers);
  const auto block = child_of(network_.ledger(0).tip(), {View{9}, 2, network_.now()});
  const auto id = types::id_of(block->header);
  for (const auto node : kMembers) {
    for (const std::size_t old : {0u, 2u, 3u}) {
      network_.deliver(node, VoteMessage{network_.committee().vote(old, notarize(9, id))});
      network_.deliver(node, VoteMessage{network_.committee().vote(old, finalize(9, id))});
    }
    network_.deliver(node, CertificateMessage{network_.committee().certificate(finalize(9, id), {0, 2, 3})});
  }
  network_.want_height(kLast + 3);
  ASSERT_TRUE(network_.run_to_height(kLast + 3, 5000));
  for (const auto node : kMembers) {
    EXPECT_FALSE(network_.stopped(node));
    EXPECT_NE(types::id_of(network_.ledger(node).chain()[kLast + 1]), id);
  }
  EXPECT_TRUE(network_.evidence.empty());
}

TEST_F(RecoveredEpoch, NothingOfTheEpochThatEndedIsSignedAgain) {
  recover(kMembers);
  network_.want_height(kLast + 3);
  ASSERT_TRUE(network_.run_to_height(kLast + 3, 5000));
  for (const auto node : {0u, 1u}) {
    std::uint64_t epoch = 0;
    for (const auto& vote : network_.votes_by(node)) {
      EXPECT_GE(vote.subject.epoch.value, epoch) << "a vote of the old epoch after one of the new";
      epoch = vote.subject.epoch.value;
    }
    EXPECT_EQ(epoch, 1u);
  }
}

TEST_F(RecoveredEpoch, GoesOnAcrossCrashesAnywhere) {
  for (const auto node : kMembers) network_.recover(node, recovery_);
  for (std::size_t every = 3; every < 40; every += 4) {
    SCOPED_TRACE(every);
    const auto target = network_.ledger(0).tip().height.value + 3;
    std::size_t count = 0;
    network_.crashes_before = [&](std::size_t, const Output&) { return ++count % every == 0; };
    for (int i = 0; i < 4000; ++i) {
      for (const auto node : kMembers) {
        if (!network_.is_running(node)) network_.start(node);
      }
      network_.want_height(target);
      if (network_.run_to_height(target, 1)) break;
    }
    network_.crashes_before = nullptr;
    for (const auto node : kMembers) {
      ASSERT_FALSE(network_.stopped(node)) << to_string(*network_.stopped(node));
      if (!network_.is_running(node)) network_.start(node);
    }
    network_.want_height(target);
    ASSERT_TRUE(network_.run_to_height(target, 60'000));
  }
}

TEST_F(RecoveredEpoch, AValidatorVotesOnlyAfterItsOperatorsCommand) {
  name({0, 1, 4, 5});  // of whom three are a quorum
  network_.start(4);
  network_.recover_running(4, recovery_);
  recover({0, 1, 5});
  EXPECT_EQ(network_.machine(4).epoch(), Epoch{1});
  EXPECT_TRUE(network_.machine(4).is_wiped());
  network_.want_height(kLast + 3);
  ASSERT_TRUE(network_.run_to_height(kLast + 3, 20'000)) << "it follows";
  network_.run_for(5'000);
  EXPECT_TRUE(votes_of_new_epoch(4).empty());
  EXPECT_TRUE(network_.machine(4).is_wiped()) << "nor does what the others answer open its record";
  network_.crash(4);
  network_.start(4);
  network_.want_height(kLast + 4);
  ASSERT_TRUE(network_.run_to_height(kLast + 4, 20'000));
  network_.run_for(5'000);
  EXPECT_TRUE(votes_of_new_epoch(4).empty()) << "nor a restart";
  // `kulad tool rejoin` is such a command: it asks the others.
  network_.crash(4);
  network_.wipe(4);
  network_.start(4);
  network_.run_for(5'000);
  network_.want_height(kLast + 20);
  ASSERT_TRUE(network_.run_to_height(kLast + 20, 60'000));
  EXPECT_FALSE(network_.machine(4).is_wiped());
  EXPECT_FALSE(votes_of_new_epoch(4).empty());
}

// The tool crashed between record and ledger: the node is in the old epoch, and its record no longer is.
TEST_F(RecoveredEpoch, ARecordThatIsOpenForTheNewEpochVotesInNoOther) {
  const auto voted = network_.votes_by(0).size();
  append(network_.record(0),
         read_record(network_.record(0))
             ->format.batch({Opened{
                 network_.committee().chain, network_.committee().set.validators[0].key, Epoch{1}, {}}}));
  for (const auto node : {0u, 1u, 2u, 3u}) network_.start(node);
  network_.want_height(kLast + 2);
  ASSERT_TRUE(network_.run_to_height(kLast + 2, 60'000)) << "the other three are a quorum";
  EXPECT_EQ(network_.votes_by(0).size(), voted);
}

}  // namespace
}  // namespace kula::consensus
