// A validator's record: opened, lost, given up and begun anew (R8, R9), on a real data directory.
#include "node/record.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "genesis/devnet.h"
#include "ledger/crypto/sha256.h"
#include "node/io/files.h"
#include "node/io/os_random.h"
#include "node/keys.h"
#include "node/node.h"
#include "tests/support/people.h"
#include "tests/support/temporary_folder.h"

namespace kula::node {
namespace {

using tests::key_of;

class RecordTest : public testing::Test {
 protected:
  // A node that validates with `others` besides it.
  void make_node(std::size_t others) {
    const auto own = make_keys(data_dir(), true);
    ASSERT_TRUE(own) << own.error();
    std::vector<genesis::GenesisNode> nodes;
    const auto add = [&](const std::string& name, const Hash& tls_key, const crypto::PublicKey& key) {
      nodes.push_back({*Slug::from_text(name), *Slug::from_text(genesis::kDevnetOperator), tls_key, key,
                       "127.0.0.1:" + std::to_string(9000 + nodes.size())});
    };
    add("node-1", own->tls_key, *own->consensus_key);
    for (std::size_t i = 0; i < others; ++i) {
      const auto label = "other-" + std::to_string(i);
      add(label, crypto::sha256(as_bytes(label)), key_of(label).public_key());
    }
    const auto document =
        genesis::devnet_document(TimeMs{1'700'000'000'000}, nodes,
                                 [](std::string_view handle) { return key_of(handle).public_key(); });
    ASSERT_TRUE(
        io::write_file(data_dir() + "/genesis.json", as_bytes(genesis::genesis_json(document)), 0644));
  }
  [[nodiscard]] std::string data_dir() const { return (folder_.path() / "node").string(); }
  [[nodiscard]] std::string record_path() const { return data_dir() + "/record/record"; }

  Expected<OpenRecord, std::string> open() {
    const auto chain = open_chain(data_dir(), false);
    auto key = read_consensus_key(data_dir());
    if (!chain || !key || !*key) return fail(std::string("the node is not whole"));
    return open_record(data_dir(), chain->genesis.chain_id, std::move(**key), random_);
  }
  // Bits rot in the first batch, and a good one follows.
  void damage() {
    auto opened = open();
    ASSERT_TRUE(opened) << opened.error();
    ASSERT_TRUE(opened->file->append(
        opened->validator.format.batch({consensus::Proposed{{}, types::View{1}, types::BlockId{{1}}}})));
    opened->file.reset();
    std::fstream file(record_path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(60);
    file.put('x');
  }
  static void expect_names(const std::string& message, std::string_view command) {
    EXPECT_NE(message.find(command), std::string::npos) << message;
  }

  tests::TemporaryFolder folder_;
  io::OsRandom random_;
};

TEST_F(RecordTest, IsNotMadeByOpeningIt) {
  make_node(3);
  const auto missing = open();
  ASSERT_FALSE(missing);
  ASSERT_TRUE(init_validator(data_dir()));
  const auto opened = open();
  ASSERT_TRUE(opened) << opened.error();
  EXPECT_EQ(opened->validator.signer.epoch(), types::Epoch{0});
}

TEST_F(RecordTest, ALostOneIsNotOpenedAndTheNextCommandIsNamed) {
  make_node(3);
  ASSERT_TRUE(init_validator(data_dir()));
  std::filesystem::remove(record_path());
  const auto lost = open();
  ASSERT_FALSE(lost);
  expect_names(lost.error(), "kulad tool rejoin");
}

TEST_F(RecordTest, ADamagedOneIsSetAsideAndTheNodeIsWipedUntilItHearsOthers) {
  make_node(3);
  ASSERT_TRUE(init_validator(data_dir()));
  damage();
  const auto damaged = open();
  ASSERT_FALSE(damaged);
  expect_names(damaged.error(), "kulad tool rejoin --data-dir " + data_dir());
  const auto rejoined = rejoin(data_dir());
  ASSERT_TRUE(rejoined) << rejoined.error();
  EXPECT_TRUE(std::filesystem::exists(record_path() + ".aside-1"));
  const auto opened = open();
  ASSERT_TRUE(opened) << opened.error();
  EXPECT_FALSE(opened->validator.signer.epoch()) << "no epoch is open (R9)";
}

TEST_F(RecordTest, IsNotGivenUpWhileANodeUsesIt) {
  make_node(3);
  ASSERT_TRUE(init_validator(data_dir()));
  const auto running = open();
  ASSERT_TRUE(running);
  const auto refused = rejoin(data_dir());
  ASSERT_FALSE(refused);
  expect_names(refused.error(), "another kulad");
}

TEST_F(RecordTest, AValidatorThatIsAloneBeginsAnewOnlyAboveTheBlockThatItsOperatorNames) {
  make_node(0);
  ASSERT_TRUE(init_validator(data_dir()));
  damage();
  const auto refused = rejoin(data_dir());
  ASSERT_FALSE(refused);
  const auto at = refused.error().find("--final ");
  ASSERT_NE(at, std::string::npos) << refused.error();
  const auto tip = types::BlockId::from_text(refused.error().substr(at + 8, 64));
  ASSERT_TRUE(tip) << refused.error();
  EXPECT_FALSE(rejoin_alone(data_dir(), types::BlockId{{1}}));
  ASSERT_TRUE(rejoin_alone(data_dir(), *tip));
  const auto opened = open();
  ASSERT_TRUE(opened) << opened.error();
  EXPECT_EQ(opened->validator.signer.epoch(), types::Epoch{0});
}

// The process may end between any two steps of a rejoin: what is left is never a record that may be trusted,
// and the same command brings the node to its end.
TEST_F(RecordTest, ARejoinThatWasCutShortIsDoneAgain) {
  make_node(3);
  ASSERT_TRUE(init_validator(data_dir()));
  ASSERT_TRUE(io::RecordFile::set_aside(record_directory(data_dir())));
  const auto cut = open();
  ASSERT_FALSE(cut) << "set aside, and no new one made";
  expect_names(cut.error(), "kulad tool rejoin");
  std::ofstream(record_path() + ".new") << "half a rec";
  ASSERT_FALSE(open()) << "the new one is half written";
  const auto rejoined = rejoin(data_dir());
  ASSERT_TRUE(rejoined) << rejoined.error();
  EXPECT_FALSE(std::filesystem::exists(record_path() + ".new"));
  EXPECT_TRUE(std::filesystem::exists(record_path() + ".aside-1"));
  {
    const auto opened = open();
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_FALSE(opened->validator.signer.epoch()) << "no epoch is open (R9)";
  }
  ASSERT_TRUE(rejoin(data_dir()));
  EXPECT_TRUE(std::filesystem::exists(record_path() + ".aside-2")) << "none that was set aside is lost";
}

TEST_F(RecordTest, OneOfManyNamesNoBlock) {
  make_node(3);
  ASSERT_TRUE(init_validator(data_dir()));
  EXPECT_FALSE(rejoin_alone(data_dir(), types::BlockId{{1}}));
}

}  // namespace
}  // namespace kula::node
