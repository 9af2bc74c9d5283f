// How transactions and jobs are run (C0.4, C0.7, C0.9, C0.10), with a module that misbehaves.
#include "contracts/processor.h"

#include <gtest/gtest.h>
#include <set>

#include "contracts/accounts/module.h"
#include "contracts/accounts/tables.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/kernel/kernel_module.h"
#include "contracts/kernel/tables.h"
#include "tests/contracts/processor/planted.h"
#include "tests/support/map_state.h"

namespace kula::contracts {
namespace {

using planted::JobDeed;

class ProcessorTest : public testing::Test {
 protected:
  ProcessorTest() {
    sender_.raw.bytes[0] = 9;
    state::Overlay genesis(state_);
    kPolicy.put(genesis, Policy{});
    accounts::write_account(genesis, sender_,
                            {Slug{"ann"}, {}, {1, {crypto::PublicKey{}}}, std::nullopt, sender_, {}, {}});
    state_.apply(genesis.writes());
  }

  types::Receipt run(std::vector<types::Action> actions, TimeMs now = TimeMs{1000}) {
    types::TransactionPayload payload;
    payload.sender = sender_;
    payload.nonce = accounts::kNonces.get_or_default(state_, sender_).next;
    payload.actions = std::move(actions);
    const auto transaction = types::Transaction::from({std::move(payload), {}});
    EXPECT_TRUE(transaction);
    state::Overlay block(state_);
    auto receipt = processor_.apply(block, {{}, Height{1}, now}, *transaction);
    state_.apply(block.writes());
    return receipt;
  }
  std::vector<types::JobReceipt> run_due(TimeMs now, std::size_t limit) {
    state::Overlay block(state_);
    auto receipts = processor_.run_due(block, {{}, Height{1}, now}, limit);
    state_.apply(block.writes());
    return receipts;
  }

  // That `actions` are rejected with this code at this index, and changed nothing but nonce and quota.
  void expect_rejected(const std::vector<types::Action>& actions, std::string_view code, std::uint8_t index) {
    const auto before = state_.rows();
    const auto nonce = accounts::kNonces.get_or_default(state_, sender_).next;
    const auto quota = kQuotaUse.get_or_default(state_, sender_, kPeriod).actions;
    const auto receipt = run(actions);
    EXPECT_EQ(processor_.code_json(receipt.code).string_at("name"), code);
    EXPECT_EQ(receipt.failing_action, index);
    EXPECT_TRUE(receipt.events.empty());
    EXPECT_EQ(accounts::kNonces.get_or_default(state_, sender_).next, nonce + 1);
    EXPECT_EQ(kQuotaUse.get_or_default(state_, sender_, kPeriod).actions, quota + actions.size());
    auto after = state_.rows();
    auto rest = before;
    for (auto* rows : {&after, &rest}) {
      rows->erase(accounts::kNonces.key(sender_));
      rows->erase(kQuotaUse.key(sender_, kPeriod));
    }
    EXPECT_EQ(after, rest);
  }

  static constexpr Period kPeriod{0};
  types::Address sender_;
  tests::MapState state_;
  ContractProcessor processor_{{kernel_module(), accounts::accounts_module(), planted::planted_module()},
                               invariants::all_invariants()};
};

TEST_F(ProcessorTest, RejectsAnActionThatItDoesNotKnow) {
  expect_rejected({{0xeeee, {}}}, "unknown_action", 0);
  expect_rejected({planted::note(1), {0x0000, Bytes(40, 1)}, planted::note(2)}, "unknown_action", 1);
}

TEST_F(ProcessorTest, RejectsBodiesThatAreCutOrLonger) {
  const auto whole = planted::note(7);
  for (std::size_t size = 0; size < whole.body.size(); ++size) {
    types::Action cut{whole.kind,
                      {whole.body.begin(), whole.body.begin() + static_cast<std::ptrdiff_t>(size)}};
    expect_rejected({cut}, "malformed_action", 0);
  }
  auto longer = whole;
  longer.body.push_back(0);
  expect_rejected({planted::note(1), longer}, "malformed_action", 1);
  EXPECT_EQ(run({whole}).code, types::kAccepted);
}

TEST_F(ProcessorTest, RejectsBodiesThatAreNotCanonical) {
  auto flag = planted::note(7);
  ASSERT_EQ(flag.body[0], 1);
  flag.body[0] = 2;
  expect_rejected({flag}, "malformed_action", 0);
  expect_rejected({planted::note(7, true, Slug{"ABC"})}, "malformed_action", 0);
  expect_rejected({planted::note(7, true, Slug{"ab"})}, "malformed_action", 0);
  expect_rejected({planted::note(7, true, Slug{std::string(65, 'a')})}, "malformed_action", 0);
  EXPECT_EQ(run({planted::note(7, false, Slug{std::string(64, 'a')})}).code, types::kAccepted);
}

TEST_F(ProcessorTest, RejectsItsOwnResultWhenAnInvariantIsBroken) {
  expect_rejected({planted::steal()}, "invariant_broken", 0);
  expect_rejected({planted::note(1), planted::steal(), planted::note(2)}, "invariant_broken", 0);
}

TEST_F(ProcessorTest, TakesBackEarlierActionsWhenALaterOneFails) {
  expect_rejected({planted::note(1), planted::note(2), planted::refuse(), planted::note(3)}, "refused", 2);
}

TEST_F(ProcessorTest, KeepsWhatAllActionsWroteAndTold) {
  const auto receipt = run({planted::note(1), planted::note(2), planted::note(3)});
  EXPECT_EQ(receipt.code, types::kAccepted);
  EXPECT_EQ(receipt.events.size(), 3U);
  EXPECT_EQ(planted::notes(state_), (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST_F(ProcessorTest, SeesASuspensionThatThisTransactionMade) {
  expect_rejected({planted::suspend_self(TimeMs{1001}), planted::note(1)}, "account_suspended", 1);
  EXPECT_EQ(run({planted::suspend_self(TimeMs{1000}), planted::note(1)}).code, types::kAccepted);
}

TEST_F(ProcessorTest, RunsDueJobsOldestFirstInSlicesAndResumes) {
  for (const auto& [due, value] : {std::pair(300, 4), std::pair(100, 1), std::pair(500, 6), std::pair(300, 5),
                                   std::pair(200, 2), std::pair(256, 3)}) {
    const TimeMs time{static_cast<std::uint64_t>(due)};
    ASSERT_EQ(run({planted::schedule_job(time, JobDeed::note, static_cast<std::uint64_t>(value))}).code, 0);
  }
  EXPECT_EQ(processor_.next_due(state_), TimeMs{100});
  EXPECT_TRUE(run_due(TimeMs{99}, 10).empty());
  auto slice = run_due(TimeMs{499}, 2);
  ASSERT_EQ(slice.size(), 2U);
  EXPECT_EQ(slice[0].due, TimeMs{100});
  EXPECT_EQ(slice[1].due, TimeMs{200});
  EXPECT_EQ(processor_.next_due(state_), TimeMs{256});
  EXPECT_EQ(run_due(TimeMs{499}, 2).size(), 2U);
  EXPECT_EQ(run_due(TimeMs{499}, 2).size(), 1U);
  EXPECT_TRUE(run_due(TimeMs{499}, 2).empty());
  EXPECT_EQ(run_due(TimeMs{500}, 2).size(), 1U);
  EXPECT_EQ(planted::notes(state_), (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(processor_.next_due(state_), std::nullopt);
}

TEST_F(ProcessorTest, RunsAJobAtItsOwnTimeWhateverTheBacklog) {
  run({planted::schedule_job(TimeMs{100}, JobDeed::again, 1)});
  ASSERT_EQ(run_due(TimeMs{9000}, 1).size(), 1U);
  EXPECT_EQ(processor_.next_due(state_), TimeMs{100});
  const auto second = run_due(TimeMs{9001}, 10);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].due, TimeMs{100});
  EXPECT_EQ(planted::notes(state_), (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(ProcessorTest, SkipsAJobThatAnEarlierOneOfTheSliceCancelled) {
  run({planted::schedule_job(TimeMs{100}, JobDeed::cancel_next, 1),
       planted::schedule_job(TimeMs{100}, JobDeed::note, 2),
       planted::schedule_job(TimeMs{100}, JobDeed::note, 3)});
  EXPECT_EQ(run_due(TimeMs{100}, 10).size(), 2U);
  EXPECT_EQ(planted::notes(state_), (std::vector<std::uint64_t>{1, 3}));
}

TEST_F(ProcessorTest, HaltsAndKeepsAJobThatBreaksAnInvariantAndGoesOn) {
  run({planted::schedule_job(TimeMs{100}, JobDeed::note, 1),
       planted::schedule_job(TimeMs{100}, JobDeed::steal, 2),
       planted::schedule_job(TimeMs{100}, JobDeed::refuse, 3),
       planted::schedule_job(TimeMs{100}, JobDeed::note, 4)});
  const auto books = kBooks.get(state_, Book::account({}));
  const auto receipts = run_due(TimeMs{150}, 10);
  ASSERT_EQ(receipts.size(), 4U);
  const std::vector<bool> halted{receipts[0].halted, receipts[1].halted, receipts[2].halted,
                                 receipts[3].halted};
  EXPECT_EQ(halted, (std::vector<bool>{false, true, true, false}));
  EXPECT_TRUE(receipts[1].events.empty());
  EXPECT_EQ(receipts[3].events.size(), 1U);
  EXPECT_EQ(planted::notes(state_), (std::vector<std::uint64_t>{1, 4}));
  EXPECT_FALSE(books);
  EXPECT_FALSE(kBooks.get(state_, Book::account({})));
  EXPECT_EQ(processor_.next_due(state_), std::nullopt);

  const auto stolen = kHaltedJobs.get(state_, receipts[1].job);
  ASSERT_TRUE(stolen);
  EXPECT_EQ(stolen->due, TimeMs{100});
  EXPECT_EQ(stolen->job.kind, receipts[1].kind);
  EXPECT_EQ(processor_.code_json(stolen->code).string_at("name"), "invariant_broken");
  const auto refused = kHaltedJobs.get(state_, receipts[2].job);
  ASSERT_TRUE(refused);
  EXPECT_EQ(processor_.code_json(refused->code).string_at("name"), "refused");
  EXPECT_EQ(run({planted::note(5)}).code, types::kAccepted);
}

TEST_F(ProcessorTest, NamesTheInvariantsThatAWholeStateBreaks) {
  EXPECT_EQ(processor_.broken_invariants(state_),
            (std::vector<std::string_view>{"validators_remain", "epochs_follow_the_set"}));
  state::Overlay changes(state_);
  kBooks.put(changes, Book::pool(kPoolCommons), BookRecord{Amount{1}, 1, {}});
  state_.apply(changes.writes());
  EXPECT_EQ(
      processor_.broken_invariants(state_),
      (std::vector<std::string_view>{"books_sum_to_zero", "validators_remain", "epochs_follow_the_set"}));
}

TEST(RegistryDeathTest, StopsWhenANumberOrANameIsUsedTwice) {
  const auto planted = planted::planted_module();
  const auto twice = [](const Module& module) {
    Module other = module;
    other.name = "other";
    return std::vector<Module>{module, other};
  };
  Module actions{"actions", {planted.actions[0]}, {}, {}, {}, {}, {}};
  Module jobs{"jobs", {}, {}, planted.jobs, {}, {}, {}};
  Module tables{"tables", {}, {}, {}, planted.tables, {}, {}};
  Module codes{"codes", {}, {}, {}, {}, planted.codes, {}};
  for (const auto& module : {actions, jobs, tables, codes}) {
    EXPECT_DEATH(Registry{twice(module)}, "share a number or a name") << module.name;
    EXPECT_EQ(Registry({module}).modules().size(), 1U);
  }
  // Numbers apart, one name.
  auto renumbered = actions;
  ++renumbered.actions[0].number;
  EXPECT_DEATH(Registry({actions, renumbered}), "share a number or a name");
  auto retabled = tables;
  ++retabled.tables[0].number;
  EXPECT_DEATH(Registry({tables, retabled}), "share a number or a name");
}

TEST(Registry, HasEveryCodeNameOnce) {
  std::set<std::string_view> names;
  for (const auto& module : all_modules()) {
    for (const auto* code : module.codes) EXPECT_TRUE(names.insert(code->name).second) << code->name;
  }
}

}  // namespace
}  // namespace kula::contracts
