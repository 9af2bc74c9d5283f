#include "node/io/verification_pool.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>

#include "tests/support/people.h"

namespace kula::io {
namespace {

class VerificationPoolTest : public testing::Test {
 protected:
  VerificationPoolTest() {
    const auto key = tests::key_of("somebody");
    auth_ = types::Auth::single(key.public_key());
    types::TransactionPayload payload{1, {}, types::Address::of(auth_), 0, TimeMs{1}, {{1, Bytes{1}}}};
    transaction_ = std::make_shared<const types::Transaction>(
        *types::Transaction::from(tests::sign(std::move(payload), auth_, {&key})));
  }
  [[nodiscard]] std::vector<engine::VerifyJob> jobs(std::uint64_t first, std::size_t count,
                                                    bool for_block) const {
    std::vector<engine::VerifyJob> result;
    for (std::size_t i = 0; i < count; ++i) result.push_back({first + i, transaction_, auth_, for_block});
    return result;
  }
  void reported(const std::vector<engine::Verdict>& verdicts) {
    const std::lock_guard lock(mutex_);
    verdicts_.insert(verdicts_.end(), verdicts.begin(), verdicts.end());
    more_.notify_all();
  }
  // All verdicts in the order in which they came.
  [[nodiscard]] std::vector<engine::Verdict> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(more_.wait_for(lock, std::chrono::minutes(1), [&] { return verdicts_.size() >= count; }));
    return verdicts_;
  }

  types::Auth auth_;
  types::TransactionPointer transaction_;

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<engine::Verdict> verdicts_;
};

TEST_F(VerificationPoolTest, WhatABlockNeedsDoesNotWaitForWhatIsOnlyBeingAdmitted) {
  constexpr std::size_t kAdmitted = 4'000;
  constexpr std::uint64_t kOfBlock = 1'000'000;
  VerificationPool pool(1, [this](const auto& verdicts) { reported(verdicts); });
  pool.verify(jobs(0, kAdmitted, false));
  pool.verify(jobs(kOfBlock, 1, true));
  const auto verdicts = wait_for(kAdmitted + 1);
  ASSERT_EQ(verdicts.size(), kAdmitted + 1);
  const auto of_block = std::find_if(verdicts.begin(), verdicts.end(),
                                     [](const auto& verdict) { return verdict.token == kOfBlock; });
  EXPECT_LT(of_block - verdicts.begin(), static_cast<std::ptrdiff_t>(kAdmitted / 2));
  for (const auto& verdict : verdicts) EXPECT_TRUE(verdict.is_signed);
}

TEST_F(VerificationPoolTest, TellsOfASignatureThatDoesNotHold) {
  VerificationPool pool(2, [this](const auto& verdicts) { reported(verdicts); });
  auto job = jobs(7, 1, false);
  job.front().auth = types::Auth::single(tests::key_of("somebody else").public_key());
  pool.verify(std::move(job));
  const auto verdicts = wait_for(1);
  ASSERT_EQ(verdicts.size(), 1u);
  EXPECT_EQ(verdicts[0].token, 7u);
  EXPECT_FALSE(verdicts[0].is_signed);
}

}  // namespace
}  // namespace kula::io
