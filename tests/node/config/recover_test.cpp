// R21 on a real data directory: what `kulad tool recover` writes, and in which order.
#include "node/recover.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <iostream>
#include <sstream>

#include "genesis/devnet.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/sha256.h"
#include "node/api/recovery.h"
#include "node/io/files.h"
#include "node/io/os_random.h"
#include "node/keys.h"
#include "node/node.h"
#include "node/record.h"
#include "node/tools.h"
#include "tests/support/people.h"
#include "tests/support/temporary_folder.h"

namespace kula::node {
namespace {

using tests::key_of;

// A validator of four whose chain has its genesis block alone; the other three are lost.
class RecoverTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto own = make_keys(data_dir(), true);
    ASSERT_TRUE(own) << own.error();
    own_key_ = *own->consensus_key;
    std::vector<genesis::GenesisNode> nodes;
    const auto add = [&](const std::string& name, const Hash& tls_key, const crypto::PublicKey& key) {
      nodes.push_back({*Slug::from_text(name), *Slug::from_text(genesis::kDevnetOperator), tls_key, key,
                       "127.0.0.1:" + std::to_string(9000 + nodes.size())});
    };
    add("node-1", own->tls_key, own_key_);
    for (const auto* label : {"other-1", "other-2", "other-3"})
      add(label, crypto::sha256(as_bytes(label)), key_of(label).public_key());
    const auto document =
        genesis::devnet_document(TimeMs{1'700'000'000'000}, nodes,
                                 [](std::string_view handle) { return key_of(handle).public_key(); });
    ASSERT_TRUE(
        io::write_file(data_dir() + "/genesis.json", as_bytes(genesis::genesis_json(document)), 0644));
    ASSERT_TRUE(init_validator(data_dir()));
    with_ledger([&](ledger::Ledger& ledger) {
      manifest_ = {
          1, ledger.chain_id(), ledger.tip().height, ledger.tip_id(), ledger.epoch(), {{{own_key_}}}};
    });
  }
  [[nodiscard]] std::string data_dir() const { return (folder_.path() / "node").string(); }

  void with_ledger(const std::function<void(ledger::Ledger&)>& action) {
    auto chain = open_chain(data_dir(), true);
    ASSERT_TRUE(chain) << chain.error();
    const auto ledger = open_ledger(*chain);
    ASSERT_TRUE(ledger) << ledger.error();
    action(**ledger);
  }
  // By all members but the last `missing`.
  [[nodiscard]] types::SignedRecovery recovery(std::size_t missing = 0) const {
    types::SignedRecovery recovery{manifest_, {}};
    const auto& members = genesis::devnet_roles();
    for (std::size_t i = 0; i + missing < members.size(); ++i) {
      const auto key = key_of(members[i].handle);
      recovery.signatures.push_back({types::Address::of(types::Auth::single(key.public_key())),
                                     {{0, key.sign(types::hash_of(manifest_), Hash{})}}});
    }
    std::sort(recovery.signatures.begin(), recovery.signatures.end(),
              [](const auto& a, const auto& b) { return a.member < b.member; });
    return recovery;
  }
  [[nodiscard]] std::optional<types::Epoch> open_epoch() {
    auto key = read_consensus_key(data_dir());
    auto record = open_record(data_dir(), manifest_.chain_id, std::move(**key), random_);
    EXPECT_TRUE(record) << record.error();
    return record ? record->validator.signer.epoch() : std::nullopt;
  }
  [[nodiscard]] types::Epoch ledger_epoch() {
    types::Epoch epoch;
    with_ledger([&](ledger::Ledger& ledger) { epoch = ledger.epoch(); });
    return epoch;
  }

  // This validator's own, in the epoch after the genesis block.
  void vote(types::VoteKind kind, types::View view) {
    auto key = read_consensus_key(data_dir());
    auto record = open_record(data_dir(), manifest_.chain_id, std::move(**key), random_);
    ASSERT_TRUE(record) << record.error();
    const auto subject = types::VoteSubject{kind, types::Epoch{0}, view, types::BlockId{{9}}};
    ASSERT_TRUE(record->file->append(record->validator.format.batch({consensus::Voted{{subject, 0, {}}}})));
  }
  // Runs the tool with somebody at the keyboard who says this.
  int run(const std::string& answers, std::vector<std::string> more = {}) {
    const auto path = (folder_.path() / "recovery.json").string();
    const auto signed_by_all = recovery();
    const api::RecoveryFile file{signed_by_all.manifest, signed_by_all.signatures, 0, 0};
    EXPECT_TRUE(io::write_file(path, as_bytes(codec::to_json(file).dump()), 0644));
    std::vector<std::string> arguments{"recover", "--data-dir", data_dir(), "--manifest", path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::istringstream input(answers);
    auto* const keyboard = std::cin.rdbuf(input.rdbuf());
    std::cin.clear();
    const auto code = run_tool(arguments);
    std::cin.rdbuf(keyboard);
    return code;
  }

  tests::TemporaryFolder folder_;
  io::OsRandom random_;
  crypto::PublicKey own_key_;
  types::RecoveryManifest manifest_;
};

TEST_F(RecoverTest, ARecoveryOfTooFewTouchesNothing) {
  const auto needed = types::members_needed(genesis::devnet_roles().size());
  const auto refused = recover(data_dir(), recovery(genesis::devnet_roles().size() - needed + 1));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("not more than two thirds"), std::string::npos) << refused.error();
  EXPECT_EQ(open_epoch(), types::Epoch{0});
  EXPECT_EQ(ledger_epoch(), types::Epoch{0});
}

TEST_F(RecoverTest, ALostRecordIsNotOpenedByIt) {
  std::filesystem::remove(data_dir() + "/record/record");
  const auto refused = recover(data_dir(), recovery());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("kulad tool rejoin"), std::string::npos) << refused.error();
  EXPECT_EQ(ledger_epoch(), types::Epoch{0});
}

TEST_F(RecoverTest, ARecordThatWasGivenUpIsOpenedByItWhereNobodyCanBeSpared) {
  std::filesystem::remove(data_dir() + "/record/record");
  ASSERT_TRUE(rejoin(data_dir()));
  const auto done = recover(data_dir(), recovery());
  ASSERT_TRUE(done) << done.error();
  EXPECT_EQ(*done, RecoveredRecord::opened);
  EXPECT_EQ(open_epoch(), types::Epoch{1});
}

TEST_F(RecoverTest, ARecordThatWasGivenUpAsksTheOthersWhereTheyCanDoWithoutIt) {
  std::filesystem::remove(data_dir() + "/record/record");
  ASSERT_TRUE(rejoin(data_dir()));
  auto& next = manifest_.next.validators;
  for (const auto* label : {"new-1", "new-2", "new-3"}) next.push_back({key_of(label).public_key()});
  std::sort(next.begin(), next.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  const auto done = recover(data_dir(), recovery());
  ASSERT_TRUE(done) << done.error();
  EXPECT_EQ(*done, RecoveredRecord::wiped);
  EXPECT_EQ(ledger_epoch(), types::Epoch{1});
}

// A copy of the record from before may lack votes of the new epoch: it is not opened a second time.
TEST_F(RecoverTest, ARecordThatWasRestoredFromBeforeItIsNotOpenedByIt) {
  const auto path = data_dir() + "/record/record";
  std::filesystem::copy_file(path, path + ".copy");
  ASSERT_TRUE(recover(data_dir(), recovery()));
  ASSERT_EQ(open_epoch(), types::Epoch{1});
  std::filesystem::rename(path + ".copy", path);
  const auto refused = recover(data_dir(), recovery());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("kulad tool rejoin"), std::string::npos) << refused.error();
  EXPECT_EQ(open_epoch(), types::Epoch{0});
}

TEST_F(RecoverTest, AnOwnFinalizeVoteAboveTheTipIsAnsweredForByNoFlag) {
  vote(types::VoteKind::finalize, types::View{3});
  EXPECT_NE(run("", {"--yes"}), 0);
  EXPECT_EQ(ledger_epoch(), types::Epoch{0});
}

TEST_F(RecoverTest, WithAnOwnFinalizeVoteAboveTheTipTheLastFinalBlockHasToBeNamed) {
  vote(types::VoteKind::finalize, types::View{3});
  for (const std::string wrong : {"", "y\ny\n", "09\ny\n"}) EXPECT_NE(run(wrong), 0) << wrong;
  EXPECT_NE(run(manifest_.block.text() + "\nn\n"), 0) << "the usual question comes after it";
  EXPECT_EQ(ledger_epoch(), types::Epoch{0});
  EXPECT_EQ(run(manifest_.block.text() + "\ny\n"), 0);
  EXPECT_EQ(ledger_epoch(), types::Epoch{1});
  EXPECT_EQ(open_epoch(), types::Epoch{1});
  EXPECT_EQ(run("", {"--yes"}), 0) << "done already: nothing is asked";
}

TEST_F(RecoverTest, ThePlanTellsOfTheNewestOwnFinalizeVoteAboveTheTip) {
  vote(types::VoteKind::notarize, types::View{2});
  EXPECT_FALSE(plan_recovery(data_dir(), recovery())->later_vote.has_value()) << "it finalizes nothing";
  vote(types::VoteKind::finalize, types::View{2});
  vote(types::VoteKind::finalize, types::View{3});
  EXPECT_EQ(plan_recovery(data_dir(), recovery())->later_vote->view, types::View{3});
}

TEST_F(RecoverTest, WithoutSuchAVoteAFlagAnswers) {
  vote(types::VoteKind::notarize, types::View{3});
  EXPECT_EQ(run("", {"--yes"}), 0);
  EXPECT_EQ(ledger_epoch(), types::Epoch{1});
}

TEST_F(RecoverTest, AFileOfAnotherBlockIsRefusedWithWhatToDo) {
  manifest_.height = Height{7};
  const auto refused = plan_recovery(data_dir(), recovery());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("it names height 7, and the last here is 0"), std::string::npos)
      << refused.error();
  EXPECT_NE(refused.error().find("caught up"), std::string::npos) << refused.error();
}

TEST_F(RecoverTest, ThePlanSaysWhatWillHappenAndWritesNothing) {
  const auto plan = plan_recovery(data_dir(), recovery(1));
  ASSERT_TRUE(plan) << plan.error();
  EXPECT_EQ(plan->before.size(), 4u);
  EXPECT_EQ(plan->support.members, genesis::devnet_roles().size());
  EXPECT_EQ(plan->support.signers, genesis::devnet_roles().size() - 1);
  EXPECT_TRUE(plan->validates);
  EXPECT_FALSE(plan->is_adopted);
  EXPECT_EQ(open_epoch(), types::Epoch{0});
  EXPECT_EQ(ledger_epoch(), types::Epoch{0});
}

TEST_F(RecoverTest, ACrashBetweenRecordAndLedgerIsEndedByRunningItAgain) {
  ASSERT_EQ(open_record_for_recovery(data_dir(), recovery(), false).value(), RecoveredRecord::opened);
  EXPECT_EQ(open_epoch(), types::Epoch{1});
  EXPECT_EQ(ledger_epoch(), types::Epoch{0});
  const auto done = recover(data_dir(), recovery());
  ASSERT_TRUE(done) << done.error();
  EXPECT_EQ(*done, RecoveredRecord::opened);
  EXPECT_EQ(open_epoch(), types::Epoch{1});
  EXPECT_EQ(ledger_epoch(), types::Epoch{1});
}

TEST_F(RecoverTest, RunningItTwiceIsNoChange) {
  ASSERT_TRUE(recover(data_dir(), recovery()));
  const auto again = plan_recovery(data_dir(), recovery());
  ASSERT_TRUE(again) << again.error();
  EXPECT_TRUE(again->is_adopted);
  const auto done = recover(data_dir(), recovery());
  ASSERT_TRUE(done) << done.error();
  EXPECT_EQ(*done, RecoveredRecord::opened);
  EXPECT_EQ(ledger_epoch(), types::Epoch{1});
}

// The node met the recovery in a block while it ran: nobody opened its record.
TEST_F(RecoverTest, ANodeThatWentAlongByItselfAsksTheOthers) {
  with_ledger([&](ledger::Ledger& ledger) { ASSERT_TRUE(ledger.adopt(recovery())); });
  const auto refused = recover(data_dir(), recovery());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("kulad tool rejoin"), std::string::npos) << refused.error();
  EXPECT_EQ(open_epoch(), types::Epoch{0});
}

TEST_F(RecoverTest, ANodeThatIsNoNewValidatorFollowsAndKeepsItsRecord) {
  manifest_.next = {{{key_of("another").public_key()}}};
  const auto done = recover(data_dir(), recovery());
  ASSERT_TRUE(done) << done.error();
  EXPECT_EQ(*done, RecoveredRecord::none);
  EXPECT_EQ(open_epoch(), types::Epoch{0});
  EXPECT_EQ(ledger_epoch(), types::Epoch{1});
}

}  // namespace
}  // namespace kula::node
