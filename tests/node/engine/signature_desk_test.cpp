#include "node/engine/signature_desk.h"

#include <gtest/gtest.h>

#include "tests/node/toy/world.h"

namespace kula::tests {
namespace {

class Pool final : public engine::SignatureVerifier {
 public:
  void verify(std::vector<engine::VerifyJob> more) override {
    for (auto& job : more) jobs.push_back(std::move(job));
  }
  std::vector<engine::VerifyJob> jobs;
};

TEST(SignatureDesk, HasVerifiedOnceWhatAdmissionAndABlockAskFor) {
  const World world;
  Pool pool;
  engine::SignatureDesk desk(pool);
  const auto transaction = world.make(0, 0, add(1));
  const auto other = world.make(1, 0, add(1));
  desk.verify({{7, transaction, world.auth(0)}, {8, other, world.auth(1)}});
  desk.verify({{engine::kBlockTokens + 5, transaction, world.auth(0)}});
  ASSERT_EQ(pool.jobs.size(), 2u);
  const auto resolved = desk.resolve({{pool.jobs[0].token, true}, {pool.jobs[1].token, false}});
  ASSERT_EQ(resolved.admission.size(), 2u);
  EXPECT_EQ(resolved.admission[0].token, 7u);
  EXPECT_TRUE(resolved.admission[0].is_signed);
  EXPECT_EQ(resolved.admission[1].token, 8u);
  EXPECT_FALSE(resolved.admission[1].is_signed);
  ASSERT_EQ(resolved.blocks.size(), 1u);
  EXPECT_EQ(resolved.blocks[0].token, engine::kBlockTokens + 5);
  EXPECT_TRUE(resolved.blocks[0].is_signed);
}

// The keys of an account may have changed in between: that is another question.
TEST(SignatureDesk, VerifiesAgainUnderOtherKeysOrOnceItIsAnswered) {
  const World world;
  Pool pool;
  engine::SignatureDesk desk(pool);
  const auto transaction = world.make(0, 0, add(1));
  desk.verify({{1, transaction, world.auth(0)}, {2, transaction, world.auth(1)}});
  ASSERT_EQ(pool.jobs.size(), 2u);
  static_cast<void>(desk.resolve({{pool.jobs[0].token, true}}));
  desk.verify({{3, transaction, world.auth(0)}});
  EXPECT_EQ(pool.jobs.size(), 3u);
}

TEST(SignatureDesk, TellsEveryAskerItsOwnVerdictInWhateverOrderTheyCome) {
  const World world;
  Pool pool;
  engine::SignatureDesk desk(pool);
  for (std::uint64_t person = 0; person < 4; ++person)
    desk.verify({{person, world.make(person, 0, add(1)), world.auth(person)}});
  for (const std::size_t answered : {2u, 0u, 1u}) {
    const bool is_signed = answered != 0;
    const auto resolved = desk.resolve({{pool.jobs[answered].token, is_signed}});
    ASSERT_EQ(resolved.admission.size(), 1u);
    EXPECT_EQ(resolved.admission[0].token, answered);
    EXPECT_EQ(resolved.admission[0].is_signed, is_signed);
  }
  desk.verify({{7, world.make(3, 0, add(1)), world.auth(3)}});
  ASSERT_EQ(pool.jobs.size(), 4u) << "the last one is still being verified";
  const auto both = desk.resolve({{pool.jobs[3].token, true}});
  ASSERT_EQ(both.admission.size(), 2u);
  EXPECT_EQ(both.admission[1].token, 7u);
}

// A node that catches up may answer a whole chain's before one that somebody submitted meanwhile.
TEST(SignatureDesk, KeepsNothingOfWhatItAnsweredBeforeTheFirst) {
  const World world;
  Pool pool;
  engine::SignatureDesk desk(pool);
  const auto answered = world.make(1, 0, add(1));
  desk.verify({{1, world.make(0, 0, add(1)), world.auth(0)}, {2, answered, world.auth(1)}});
  const auto token = pool.jobs[1].token;
  pool.jobs.clear();
  EXPECT_GT(answered.use_count(), 1);
  static_cast<void>(desk.resolve({{token, true}}));
  EXPECT_EQ(answered.use_count(), 1);
}

TEST(SignatureDeskDeath, AVerdictOnWhatWasAnsweredIsABug) {
  const World world;
  Pool pool;
  engine::SignatureDesk desk(pool);
  desk.verify({{1, world.make(0, 0, add(1)), world.auth(0)}, {2, world.make(1, 0, add(1)), world.auth(1)}});
  static_cast<void>(desk.resolve({{pool.jobs[1].token, true}}));
  EXPECT_DEATH(static_cast<void>(desk.resolve({{pool.jobs[1].token, true}})), "nothing that was asked");
}

}  // namespace
}  // namespace kula::tests
