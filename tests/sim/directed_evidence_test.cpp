// R15: two votes of one validator that exclude each other are evidence for whoever receives both, from
// anybody, in any order, and for nobody else. The oracle asks for it in all other runs as well.
#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

using types::VoteKind;

class Evidence : public testing::Test {
 protected:
  static constexpr HostNumber kFaulty = 2;  // its own engine says nothing
  static constexpr HostNumber kListener = 0;
  static constexpr HostNumber kMessenger = 3;

  void SetUp() override {
    begin(simulation_);
    EXPECT_TRUE(comes_to_rest(simulation_));
  }
  [[nodiscard]] static SimulationOptions options() {
    auto options = calm(4);
    options.byzantine[kFaulty] = byzantine::Kind::silent;
    return options;
  }
  [[nodiscard]] types::View view() {
    auto& node = simulation_.node(kListener);
    return types::View{node.engine().metrics(node.now()).view};
  }
  [[nodiscard]] types::VoteSubject subject(VoteKind kind, std::uint8_t block) {
    types::VoteSubject subject{kind, types::Epoch{0}, view(), {}};
    if (kind != VoteKind::nullify) subject.block.bytes[0] = block;
    return subject;
  }
  // To the listener alone.
  void tell(HostNumber from, const types::VoteSubject& subject) {
    types::Vote vote{subject, kFaulty, {}};
    const auto key = Chain::secret_key(*simulation_.chain().members()[kFaulty].key_holder);
    vote.signature = key.sign(types::vote_message(simulation_.chain().id(), subject), Hash{});
    const engine::ConsensusMessage message{consensus::VoteMessage{vote}};
    simulation_.node(from).really_send(simulation_.chain().members()[kListener].peer, engine::Lane::consensus,
                                       std::make_shared<const Bytes>(engine::encode_peer_message(message)));
    simulation_.run_for(kSecond);
  }
  [[nodiscard]] std::vector<api::EvidenceView> held_by(HostNumber host) {
    return simulation_.node(host).engine().evidence().evidence;
  }

  Simulation simulation_{options()};
};

struct VotePair {
  VoteKind first;
  VoteKind second;
  std::uint8_t block_of_second;  // the first one's is 1
  bool is_evidence = true;
};

class EvidenceOfPairs : public Evidence, public testing::WithParamInterface<VotePair> {};

TEST_P(EvidenceOfPairs, IsHeldByWhoReceivedBothWhoeverBroughtThem) {
  const auto& pair = GetParam();
  const auto first = subject(pair.first, 1);
  const auto second = subject(pair.second, pair.block_of_second);
  tell(kFaulty, first);
  EXPECT_TRUE(held_by(kListener).empty());
  tell(kMessenger, second);
  const auto held = held_by(kListener);
  ASSERT_EQ(held.size(), pair.is_evidence ? 1u : 0u);
  if (pair.is_evidence) {
    EXPECT_EQ(held[0].validator,
              Chain::secret_key(*simulation_.chain().members()[kFaulty].key_holder).public_key());
    EXPECT_EQ(held[0].first.subject, first);
    EXPECT_EQ(held[0].second.subject, second);
  }
  EXPECT_TRUE(held_by(1).empty());
  expect_good_end(simulation_);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EvidenceOfPairs,
                         testing::Values(VotePair{VoteKind::notarize, VoteKind::notarize, 2},
                                         VotePair{VoteKind::finalize, VoteKind::finalize, 2},
                                         VotePair{VoteKind::notarize, VoteKind::finalize, 2},
                                         VotePair{VoteKind::finalize, VoteKind::notarize, 2},
                                         VotePair{VoteKind::nullify, VoteKind::finalize, 1},
                                         VotePair{VoteKind::finalize, VoteKind::nullify, 1},
                                         VotePair{VoteKind::notarize, VoteKind::finalize, 1, false},
                                         VotePair{VoteKind::nullify, VoteKind::notarize, 1, false}));

// It has counted the other one: that the block is final already makes no difference.
TEST_F(Evidence, IsHeldThoughTheSecondVoteIsForTheBlockThatIsFinal) {
  const auto send = [this] {
    const auto height = simulation_.oracle().height();
    simulation_.client(0).send_to(simulation_.node(kListener));
    EXPECT_TRUE(simulation_.run_until(
        [&] { return simulation_.is_level() && simulation_.oracle().height() > height; }, 30 * kSecond));
  };
  while (view().value % 4 == kFaulty) send();  // somebody else leads
  const auto first = subject(VoteKind::notarize, 1);
  tell(kFaulty, first);
  send();
  const auto* header = simulation_.oracle().header(simulation_.oracle().height());
  ASSERT_EQ(header->view, first.view);
  auto second = first;
  second.block = types::id_of(*header);
  tell(kFaulty, second);
  EXPECT_EQ(held_by(kListener).size(), 1u);
  expect_good_end(simulation_);
}

}  // namespace
}  // namespace kula::sim
