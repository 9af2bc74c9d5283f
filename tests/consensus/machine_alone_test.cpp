// A set of one: the chain makes progress, survives a crash at every point, and is quiet when idle.
#include <gtest/gtest.h>

#include "tests/consensus/network.h"

namespace kula::consensus {
namespace {

using testing::child_of;
using testing::Network;
using types::VoteKind;

template <class T>
std::vector<T> all_of(const std::vector<Output>& outputs) {
  std::vector<T> result;
  for (const auto& output : outputs) {
    if (const auto* one = std::get_if<T>(&output)) result.push_back(*one);
  }
  return result;
}

// One machine driven by hand.
class AloneTest : public ::testing::Test {
 protected:
  [[nodiscard]] Machine machine(std::vector<RecordEntry> entries, DurationMs batch_wait_ms = 0) {
    entries.insert(entries.begin(), Opened{committee_.chain, committee_.set.validators[0].key, {}, {}});
    return machine_of(entries, batch_wait_ms);
  }
  [[nodiscard]] Machine machine_of(const std::vector<RecordEntry>& entries, DurationMs batch_wait_ms = 0) {
    auto signer = Signer::restore(committee_.key(0), random_, committee_.chain, entries);
    EXPECT_TRUE(signer);
    return Machine(MachineConfig{committee_.chain, Timing{300, batch_wait_ms}}, std::move(*signer));
  }
  [[nodiscard]] Event started() const { return {now_, Started{committee_.genesis(), {}, committee_.set}}; }
  [[nodiscard]] Event work(Work work) const {
    return {now_, WorkChanged{types::id_of(committee_.genesis()), work}};
  }
  [[nodiscard]] BlockPointer first_block(std::uint32_t salt = 0) const {
    return child_of(committee_.genesis(), {types::View{1}, 0, now_, salt});
  }
  [[nodiscard]] Event built(const BlockPointer& block) const {
    return {now_, BlockBuilt{{}, types::View{1}, types::id_of(committee_.genesis()), block}};
  }
  testing::Committee committee_{1};
  testing::SeededRandom random_{3};
  TimeMs now_ = after(committee_.genesis().time, 5000);
};

TEST_F(AloneTest, AnswersNothingBeforeItIsStarted) {
  auto alone = machine({});
  EXPECT_TRUE(alone.step(work(Work::ready)).empty());
  EXPECT_TRUE(alone.step({now_, TimerFired{}}).empty());
  EXPECT_TRUE(alone.step(built(nullptr)).empty());
  EXPECT_FALSE(alone.step(started()).empty());
  EXPECT_TRUE(alone.step(started()).empty()) << "it starts once";
}

TEST_F(AloneTest, OnePersistCarriesAllThatIsSignedAndComesBeforeTheCommit) {
  auto alone = machine({});
  (void)alone.step(started());
  const auto asked = all_of<BuildBlock>(alone.step(work(Work::ready)));
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].parent, types::id_of(committee_.genesis()));
  EXPECT_EQ(asked[0].min_time, after(committee_.genesis().time, 1));
  const auto block = first_block();
  const auto outputs = alone.step(built(block));
  const auto* persist = std::get_if<Persist>(&outputs[0]);
  ASSERT_NE(persist, nullptr);
  EXPECT_EQ(all_of<Persist>(outputs).size(), 1u);
  ASSERT_EQ(persist->entries.size(), 5u);
  std::vector<VoteKind> kinds;
  for (const auto& entry : persist->entries) {
    if (const auto* voted = std::get_if<Voted>(&entry)) kinds.push_back(voted->vote.subject.kind);
  }
  EXPECT_EQ(kinds, (std::vector{VoteKind::notarize, VoteKind::finalize}));
  EXPECT_EQ(std::get<StoredBody>(persist->entries[1]).body, types::encode_block(*block));
  const auto commits = all_of<Commit>(outputs);
  ASSERT_EQ(commits.size(), 1u);
  EXPECT_TRUE(types::verify(commits[0].finality, block->header, committee_.set));
  EXPECT_EQ(alone.view(), types::View{2});
  EXPECT_EQ(all_of<WatchWork>(outputs).at(0).on, types::id_of(block->header));
}

TEST_F(AloneTest, IgnoresAnswersThatNobodyAwaits) {
  auto alone = machine({});
  (void)alone.step(started());
  EXPECT_TRUE(alone.step(built(first_block())).empty()) << "never asked";
  EXPECT_TRUE(alone.step({now_, BlockChecked{testing::block_id(1), CheckResult::failed, {}}}).empty());
  EXPECT_TRUE(alone.step({now_, WorkChanged{testing::block_id(1), Work::ready}}).empty())
      << "work on another block";
  EXPECT_TRUE(alone.step({now_, TimerFired{{TimerKind::certificate, {}, types::View{1}}}}).empty());
  (void)alone.step(work(Work::ready));
  auto stale = built(first_block());
  std::get<BlockBuilt>(stale.what).view.value = 2;
  EXPECT_TRUE(alone.step(stale).empty());
  EXPECT_TRUE(alone.step(work(Work::ready)).empty()) << "one request is out already";
  EXPECT_FALSE(alone.step(built(first_block())).empty());
  EXPECT_TRUE(alone.step(built(first_block(1))).empty()) << "a second block for the same view";
}

TEST_F(AloneTest, ABlockIsAskedForAgainOnlyWhenWorkComesBack) {
  auto alone = machine({});
  (void)alone.step(started());
  (void)alone.step(work(Work::ready));
  EXPECT_TRUE(alone.step(built(nullptr)).empty());
  EXPECT_TRUE(alone.step(work(Work::none)).empty());
  EXPECT_EQ(all_of<BuildBlock>(alone.step(work(Work::ready))).size(), 1u);
}

// R3: nobody waits for it, so it has longer than a batch's wait.
TEST_F(AloneTest, WaitsForWorkThatGrowsUntilItIsGoneOrTheWaitIsOver) {
  auto alone = machine({}, 4);
  (void)alone.step(started());
  const auto set = all_of<SetTimer>(alone.step(work(Work::growing)));
  ASSERT_EQ(set.size(), 1u);
  EXPECT_EQ(set[0].timer.kind, TimerKind::batch);
  EXPECT_EQ(set[0].delay_ms, 300u);
  const auto gone = alone.step(work(Work::none));
  ASSERT_EQ(all_of<CancelTimer>(gone).size(), 1u);
  EXPECT_TRUE(alone.step({now_, TimerFired{set[0].timer}}).empty()) << "it was cancelled";
  const auto again = all_of<SetTimer>(alone.step(work(Work::growing)));
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(all_of<BuildBlock>(alone.step({now_, TimerFired{again[0].timer}})).size(), 1u);
}

TEST_F(AloneTest, WaitsForNothingWhereBatchesAreNotWaitedFor) {
  auto alone = machine({}, 0);
  (void)alone.step(started());
  EXPECT_EQ(all_of<BuildBlock>(alone.step(work(Work::growing))).size(), 1u);
}

TEST_F(AloneTest, DoesNotWaitForMoreThanWorkThatIsReady) {
  auto alone = machine({}, 4);
  (void)alone.step(started());
  EXPECT_EQ(all_of<BuildBlock>(alone.step(work(Work::ready))).size(), 1u);
  auto other = machine({}, 4);
  (void)other.step(started());
  (void)other.step(work(Work::growing));
  const auto outputs = other.step(work(Work::ready));
  EXPECT_EQ(all_of<BuildBlock>(outputs).size(), 1u);
  EXPECT_EQ(all_of<CancelTimer>(outputs).size(), 1u);
}

// R8, R9: started from a ledger that is ahead of the record, or behind it.
TEST_F(AloneTest, StopsWhenTheRecordLacksAVoteThatTheLedgerShows) {
  const auto block = first_block();
  const auto id = types::id_of(block->header);
  const types::FinalityProof proof{{}, committee_.certificate(testing::finalize(1, id), {0})};
  auto wiped = machine({});
  const auto outputs = wiped.step({now_, Started{block->header, proof, committee_.set}});
  ASSERT_EQ(outputs.size(), 1u);
  EXPECT_EQ(std::get<Stop>(outputs[0]).reason, StopReason::wiped);
  EXPECT_TRUE(wiped.step(work(Work::ready)).empty()) << "nothing comes after Stop";

  // The operator's command names the finalization: opened above its view.
  auto reopened =
      machine_of({Opened{committee_.chain, committee_.set.validators[0].key, {}, types::View{1}}});
  const auto resumed = reopened.step({now_, Started{block->header, proof, committee_.set}});
  EXPECT_TRUE(all_of<Stop>(resumed).empty());
  EXPECT_EQ(reopened.view(), types::View{2});
}

TEST_F(AloneTest, StopsWhenTheLedgerLacksBlocksThatTheRecordKnowsAsFinal) {
  auto behind = machine_of({Opened{committee_.chain, committee_.set.validators[0].key, {}, types::View{5}}});
  EXPECT_EQ(std::get<Stop>(behind.step(started()).at(0)).reason, StopReason::ledger_behind);

  // A finalize whose block has no parent here.
  const auto second = child_of(first_block()->header, {types::View{2}, 0, after(now_, 5)});
  const auto id = types::id_of(second->header);
  auto gap = machine({StoredBody{id, types::encode_block(*second)},
                      Voted{committee_.vote(0, testing::notarize(2, id))},
                      Voted{committee_.vote(0, testing::finalize(2, id))}});
  EXPECT_EQ(all_of<Stop>(gap.step(started())).at(0).reason, StopReason::ledger_behind);
}

// R8, R17: of the new epoch nothing is signed before the closing block is durable.
TEST_F(AloneTest, WaitsForTheClosingBlockToBeDurableBeforeItOpensTheNextEpoch) {
  auto alone = machine({});
  (void)alone.step(started());
  (void)alone.step(work(Work::ready));
  auto closing = std::make_shared<types::Block>(*first_block());
  closing->header.next_validator_set = testing::hash_of(5);
  const auto outputs = alone.step(built(closing));
  ASSERT_EQ(all_of<Commit>(outputs).size(), 1u);
  EXPECT_TRUE(std::holds_alternative<OpenEpoch>(outputs.back()));
  EXPECT_TRUE(alone.step(work(Work::ready)).empty());
  EXPECT_EQ(alone.epoch(), types::Epoch{0});
}

TEST_F(AloneTest, StopsWhenItsOwnFinalizedBlockExecutesDifferently) {
  const auto block = child_of(committee_.genesis(), {types::View{1}, 0, now_, 0, true});
  const auto id = types::id_of(block->header);
  auto alone = machine({StoredBody{id, types::encode_block(*block)},
                        Voted{committee_.vote(0, testing::notarize(1, id))},
                        Voted{committee_.vote(0, testing::finalize(1, id))}});
  EXPECT_EQ(all_of<CheckBlock>(alone.step(started())).size(), 1u);
  const auto outputs = alone.step({now_, BlockChecked{id, CheckResult::invalid, {}}});
  EXPECT_EQ(all_of<Stop>(outputs).at(0).reason, StopReason::divergence);
}

TEST_F(AloneTest, StopsWhenItsDiskFailsWhileExecuting) {
  const auto block = first_block();
  const auto id = types::id_of(block->header);
  auto alone = machine(
      {StoredBody{id, types::encode_block(*block)}, Voted{committee_.vote(0, testing::notarize(1, id))}});
  (void)alone.step(started());
  const auto outputs = alone.step({now_, BlockChecked{id, CheckResult::failed, {}}});
  EXPECT_EQ(all_of<Stop>(outputs).at(0).reason, StopReason::check_failed);
}

// Only the notarize was durable: the vote comes back into the own tally and the block becomes final.
TEST_F(AloneTest, CountsItsOwnStoredVoteAfterARestart) {
  const auto block = first_block();
  const auto id = types::id_of(block->header);
  const auto vote = committee_.vote(0, testing::notarize(1, id));
  auto alone = machine({StoredBody{id, types::encode_block(*block)}, Voted{vote}});
  const auto outputs = alone.step(started());
  EXPECT_EQ(std::get<VoteMessage>(*all_of<Send>(outputs).at(0).message).vote.signature, vote.signature);
  ASSERT_EQ(all_of<CheckBlock>(outputs).size(), 1u);
  const auto finished = alone.step({now_, BlockChecked{id, CheckResult::valid, block}});
  EXPECT_EQ(all_of<Persist>(finished).at(0).entries.size(), 2u) << "the finalize and what it stands on";
  EXPECT_EQ(all_of<Commit>(finished).at(0).id, id);
}

TEST_F(AloneTest, StopsWhenItsKeyVotesFromAnotherPlace) {
  auto alone = machine({});
  (void)alone.step(started());
  auto foreign = verify(*alone.context(), VoteMessage{committee_.vote(0, testing::nullify(1))});
  ASSERT_TRUE(foreign);
  const auto outputs = alone.step({now_, MessageReceived{*foreign}});
  EXPECT_EQ(all_of<Stop>(outputs).at(0).reason, StopReason::key_used_elsewhere);
}

TEST(Alone, MakesAChainOfBlocksWithTwoDurableWritesEach) {
  Network network(1);
  network.start_all();
  network.want_height(50);
  EXPECT_TRUE(network.run_to_height(50, 1000));
  EXPECT_EQ(network.persists, 50u);
  EXPECT_EQ(network.machine(0).view(), types::View{51});
}

TEST(Alone, IsSilentWhenIdle) {
  Network network(1);
  network.start_all();
  network.want_height(3);
  ASSERT_TRUE(network.run_to_height(3, 1000));
  network.run_for(100);
  const auto outputs = network.outputs;
  network.run_for(kDayMs);
  EXPECT_EQ(network.outputs, outputs);
  EXPECT_EQ(network.armed_timers(0), 0u);
  network.want_height(4);
  EXPECT_TRUE(network.run_to_height(4, 20)) << "and wakes at once";
}

TEST(Alone, RewritesItsRecordWhenItHasGrown) {
  Network::Options options;
  options.rewrite_bytes = 8000;
  Network network(1, options);
  network.start_all();
  network.want_height(100);
  ASSERT_TRUE(network.run_to_height(100, 2000));
  EXPECT_GT(network.rewrites, 5u);
  EXPECT_LT(network.record(0).size(), 12000u);
  network.crash(0);
  network.start(0);
  network.want_height(105);
  EXPECT_TRUE(network.run_to_height(105, 2000));
}

// Crash before every single output of a run, once with nothing of the Persist on the disk and once with a
// torn part of it. The network's oracle sees every vote that was durable or sent; here the chain must also
// reach its end.
TEST(Alone, ResumesAfterACrashAtEveryPointOfARun) {
  for (const bool torn : {false, true}) {
    for (std::size_t point = 1;; ++point) {
      SCOPED_TRACE(point);
      Network::Options options;
      options.rewrite_bytes = 3000;
      Network network(1, options);
      bool crashed = false;
      if (torn) network.torn_bytes = 40 + point;
      network.crashes_before = [&](std::size_t, const Output&) {
        if (crashed || network.outputs != point) return false;
        return crashed = true;
      };
      network.want_height(4);
      network.start_all();
      network.want_height(4);
      network.run_for(100);
      if (!crashed) {
        EXPECT_GT(point, 30u);
        break;
      }
      ASSERT_FALSE(network.is_running(0));
      network.start(0);
      network.want_height(4);
      ASSERT_TRUE(network.run_to_height(4, 200));
      ASSERT_FALSE(network.stopped(0));
      if (HasFailure()) return;
    }
  }
}

// Crash after crash: every restart is itself interrupted.
TEST(Alone, ResumesWhenItsRestartsCrashToo) {
  for (std::size_t every = 2; every <= 20; ++every) {
    SCOPED_TRACE(every);
    Network network(1);
    std::size_t count = 0;
    network.crashes_before = [&](std::size_t, const Output&) { return ++count % every == 0; };
    for (int life = 0; life < 200 && network.ledger(0).tip().height.value < 6; ++life) {
      if (!network.is_running(0)) network.start(0);
      if (network.is_running(0)) network.want_height(6);
      network.run_for(20);
    }
    // Fewer outputs than a restart with a pending block needs make no progress, and no harm.
    if (every >= 9) {
      EXPECT_EQ(network.ledger(0).tip().height.value, 6u);
    }
  }
}

}  // namespace
}  // namespace kula::consensus
