// Scenarios 1-4, 6, 10 and 13: who knows which certificate of which view.
#include <algorithm>
#include <array>

#include "tests/sim/directed.h"

namespace kula::sim {
namespace {

using types::VoteKind;

class LeaderEquivocates : public testing::TestWithParam<std::size_t> {};

TEST_P(LeaderEquivocates, NoTwoBlocksOfAHeight) {  // 1
  auto options = calm(GetParam());
  options.byzantine[0] = byzantine::Kind::equivocating_leader;
  Simulation simulation(options);
  begin(simulation);
  simulation.run_for(20 * kSecond);
  std::uint64_t evidence = 0;
  for (auto* node : simulation.running_honest()) evidence += node->engine().metrics(node->now()).evidence;
  EXPECT_GT(evidence, 0u) << "the leader never equivocated, or nobody noticed (R15)";
  expect_good_end(simulation);
}

INSTANTIATE_TEST_SUITE_P(Sizes, LeaderEquivocates, testing::Values(4, 7));

// Scenario 2: in one view only `keeper` learns the notarization, everybody else nullifies it.
class NotarizationOfOne : public testing::TestWithParam<std::size_t> {};

TEST_P(NotarizationOfOne, TheNextLeaderOfEitherSideIsAccepted) {  // 2
  const auto keeper = GetParam();
  Simulation simulation(calm(4));
  begin(simulation);
  std::optional<types::View> view;
  bool was_held = false;
  simulation.network().loses = [&](HostNumber from, HostNumber to, ByteView bytes) {
    const auto said = said_in(bytes);
    if (!view && said.is_proposal) view = types::View{said.proposal->view.value + 1};
    const auto hides = [&](const auto& subject) {
      return view && subject && subject->view == *view && subject->kind != VoteKind::nullify;
    };
    if (from == keeper && hides(said.certificate)) was_held = true;
    return (hides(said.vote) || hides(said.certificate)) && to != keeper;
  };
  simulation.run_for(8 * kSecond);
  EXPECT_TRUE(was_held) << "nobody held the notarization alone";
  // Where the keeper leads next, its proposal tells the others; else they have nullified.
  const bool tells = view && (view->value + 1) % 4 == keeper;
  EXPECT_TRUE(tells || simulation.oracle().nullified_views() > 0) << "the others did not nullify";
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

INSTANTIATE_TEST_SUITE_P(Keepers, NotarizationOfOne, testing::Values(0, 1, 2, 3));

TEST(FinalizationOfOne, WhoIsOffForAnHourFindsItsBlockInTheChain) {  // 3
  constexpr HostNumber kKeeper = 2;
  Simulation simulation(calm(4));
  begin(simulation);
  simulation.set_restarts(false);
  const auto height = simulation.oracle().height_of(kKeeper);
  simulation.network().loses = [&](HostNumber, HostNumber to, ByteView bytes) {
    const auto said = said_in(bytes);
    return to != kKeeper &&
           (is_of(said.vote, VoteKind::finalize) || is_of(said.certificate, VoteKind::finalize));
  };
  EXPECT_TRUE(simulation.run_until(
      [&] {
        const auto own = simulation.oracle().height_of(kKeeper);
        if (own <= height) return false;
        for (const HostNumber other : {0u, 1u, 3u})
          if (simulation.oracle().height_of(other) >= own) return false;
        return true;
      },
      10 * kSecond));
  simulation.node(kKeeper).crash();
  simulation.network().loses = nullptr;
  simulation.run_for(60 * kSecond);
  EXPECT_GT(simulation.oracle().height_of(0), simulation.oracle().height_of(kKeeper)) << "three go on";
  simulation.stop_clients();
  simulation.run_for(3600 * kSecond);
  expect_good_end(simulation);
}

TEST(AllCrash, AfterTheirNullifyIsDurable) {  // 4
  Simulation simulation(calm(4));
  begin(simulation);
  std::set<HostNumber> crashed;
  simulation.network().loses = [&](HostNumber, HostNumber, ByteView bytes) {
    return said_in(bytes).is_proposal;
  };
  simulation.set_append_fault(
      [&](Node& node, const std::vector<consensus::RecordEntry>& entries) -> std::optional<WriteFault> {
        for (const auto& entry : entries) {
          const auto* voted = std::get_if<consensus::Voted>(&entry);
          if (voted == nullptr || voted->vote.subject.kind != VoteKind::nullify) continue;
          if (crashed.insert(node.number()).second) return WriteFault::crash_after;
        }
        return std::nullopt;
      });
  simulation.run_for(10 * kSecond);
  EXPECT_EQ(crashed.size(), 4u);
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

TEST(AllCrash, CertificatesOfEarlierViewsAreLost) {  // 6
  Simulation simulation(calm(4));
  begin(simulation);
  simulation.network().loses = [&](HostNumber, HostNumber, ByteView bytes) {
    return said_in(bytes).is_proposal;
  };
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().nullified_views() >= 8; }, 120 * kSecond));
  for (HostNumber i = 0; i < 4; ++i) simulation.node(i).crash();
  simulation.run_for(10 * kSecond);
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

TEST(LastBlock, BecomesFinalAfterAllFinalizeVotesWereLost) {  // 10
  Simulation simulation(calm(4));
  begin(simulation);
  EXPECT_TRUE(comes_to_rest(simulation));
  const auto height = simulation.oracle().height();
  simulation.network().loses = [&](HostNumber, HostNumber, ByteView bytes) {
    const auto said = said_in(bytes);
    return is_of(said.vote, VoteKind::finalize) || is_of(said.certificate, VoteKind::finalize);
  };
  simulation.client(0).send_to(simulation.node(0));
  simulation.run_for(3 * kSecond);
  EXPECT_EQ(simulation.oracle().height(), height);
  simulation.network().loses = nullptr;
  EXPECT_TRUE(simulation.run_until([&] { return simulation.clients_are_idle() && simulation.is_level(); },
                                   settle_bound(1)));
  EXPECT_GT(simulation.oracle().height(), height);
  expect_good_end(simulation);
}

TEST(ManyNullifiedViews, SeventyInARow) {  // 13
  Simulation simulation(calm(4));
  begin(simulation);
  const auto height = simulation.oracle().height();
  simulation.network().loses = [&](HostNumber, HostNumber, ByteView bytes) {
    return said_in(bytes).is_proposal;
  };
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().nullified_views() >= 70; }, 1200 * kSecond));
  EXPECT_LE(simulation.oracle().height().value, height.value + 1);
  simulation.network().loses = nullptr;
  expect_good_end(simulation);
}

// More views are nullified than a proposal or a retry shows, while one node is off; after that it is needed.
TEST(ManyNullifiedViews, AreAskedForByWhoMissedThem) {
  constexpr HostNumber kLate = 3;
  Simulation simulation(calm(4));
  begin(simulation);
  simulation.set_restarts(false);
  simulation.node(kLate).crash();
  simulation.network().loses = [&](HostNumber, HostNumber, ByteView bytes) {
    return said_in(bytes).is_proposal;
  };
  const auto before = simulation.oracle().nullified_views();
  EXPECT_TRUE(simulation.run_until([&] { return simulation.oracle().nullified_views() >= before + 90; },
                                   1200 * kSecond));
  simulation.node(0).crash();
  simulation.node(kLate).start();
  bool is_refused = true;
  bool asks = false;
  simulation.network().loses = [&](HostNumber from, HostNumber, ByteView bytes) {
    const auto message = engine::decode_peer_message(bytes);
    const bool is_question = message && std::holds_alternative<engine::CertificatesRequest>(*message);
    asks = asks || (is_question && from == kLate);
    return is_question && is_refused;
  };
  const auto height = simulation.oracle().height();
  simulation.run_for(60 * kSecond);
  EXPECT_TRUE(asks) << "it can judge no proposal and make none (R2)";
  EXPECT_EQ(simulation.oracle().height(), height) << "a quorum knew enough without asking";
  is_refused = false;
  EXPECT_TRUE(simulation.run_until([&] { return simulation.oracle().height() > height; }, settle_bound(1)));
  simulation.network().loses = nullptr;
  simulation.set_restarts(true);
  expect_good_end(simulation);
}

// A network at rest: without a heartbeat nothing but what a test sends makes work, and who crashes stays
// down.
class PassingOver : public testing::Test {
 protected:
  void SetUp() override {
    begin(simulation_);
    simulation_.set_restarts(false);
    ASSERT_TRUE(comes_to_rest(simulation_));
    simulation_.run_for(5 * kSecond);
  }
  [[nodiscard]] static SimulationOptions options() {
    auto options = calm(4);
    options.settings.heartbeat_ms = kHourMs;
    return options;
  }
  Simulation simulation_{options()};
};

// R5: two of four know of work and pass over a leader that is off; who knows of none has no timers, and
// follows them.
TEST_F(PassingOver, BringsThoseAlongWhoKnowOfNoWork) {
  auto& any = simulation_.node(0);
  const types::View view{any.engine().metrics(any.now()).view};
  const HostNumber leader = consensus::leader_of(any.ledger().validator_set(), any.ledger().epoch(), view);
  simulation_.node(leader).crash();
  simulation_.network().loses = [](HostNumber, HostNumber, ByteView bytes) {
    const auto message = engine::decode_peer_message(bytes);
    return message && std::holds_alternative<engine::TransactionsMessage>(*message);
  };
  const auto height = simulation_.oracle().height();
  simulation_.client(0).send_to(simulation_.node((leader + 1) % 4));
  simulation_.client(1).send_to(simulation_.node((leader + 2) % 4));
  EXPECT_TRUE(simulation_.run_until([&] { return simulation_.oracle().height() > height; }, 2 * kSecond));
  simulation_.network().loses = nullptr;
  expect_good_end(simulation_);
}

// R5: three pass over a view, the fourth is led past it by their certificate. After a crash of all only the
// votes in the records are left: two, as one of the three stays away, and of the next view all of them.
TEST_F(PassingOver, GoesOnWhenACrashOfAllForgotTheWay) {
  constexpr HostNumber kAway = 2, kPast = 3;
  auto& past = simulation_.node(kPast);
  const types::View view{past.engine().metrics(past.now()).view};
  simulation_.network().loses = [&](HostNumber from, HostNumber to, ByteView bytes) {
    const auto said = said_in(bytes);
    const auto message = engine::decode_peer_message(bytes);
    const bool is_gossip = message && std::holds_alternative<engine::TransactionsMessage>(*message);
    const bool is_of_view = said.vote && said.vote->view == view;
    const auto& later = said.vote ? said.vote : said.certificate;
    const bool is_of_next = from == kAway && later && later->view > view;
    return said.is_proposal || is_gossip || (is_of_view && to == kPast) || is_of_next;
  };
  const auto height = simulation_.oracle().height();
  const std::array<HostNumber, 3> staying = {0, 1, kPast};
  for (std::uint8_t i = 0; i < kPast; ++i) simulation_.client(i).send_to(simulation_.node(i));
  ASSERT_TRUE(simulation_.run_until(
      [&] {
        return std::all_of(staying.begin(), staying.end(), [&](HostNumber i) {
          auto& node = simulation_.node(i);
          return node.engine().metrics(node.now()).view >= view.value + 2;
        });
      },
      30 * kSecond));
  for (HostNumber i = 0; i < 4; ++i) simulation_.node(i).crash();
  // The votes of the next view lead it past this one again.
  bool is_past = false;
  simulation_.network().loses = [&](HostNumber, HostNumber to, ByteView bytes) {
    is_past = is_past || (past.is_running() && past.engine().metrics(past.now()).view > view.value);
    const auto said = said_in(bytes);
    return !is_past && to == kPast && said.vote && said.vote->view == view;
  };
  for (const auto i : staying) simulation_.node(i).start();
  EXPECT_TRUE(simulation_.run_until([&] { return simulation_.oracle().height() > height; }, settle_bound(1)));
  EXPECT_TRUE(is_past);
  simulation_.network().loses = nullptr;
  simulation_.set_restarts(true);
  expect_good_end(simulation_);
}

}  // namespace
}  // namespace kula::sim
