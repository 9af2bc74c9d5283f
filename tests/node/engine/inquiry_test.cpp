#include "node/engine/inquiry.h"

#include <gtest/gtest.h>

namespace kula::engine {
namespace {

class Silence final : public Transport, public Log {
 public:
  void send(const PeerId&, Lane, std::shared_ptr<const Bytes>) override {}
  void set_registry(const std::vector<types::NodeEntry>&) override {}
  void punish(const PeerId&, std::string_view) override {}
  void write(LogLevel, std::string_view) override {}
};

PeerId peer(std::uint8_t number) {
  PeerId id;
  id.bytes.fill(number);
  return id;
}

class InquiryTest : public testing::Test {
 protected:
  InquiryTest() : peers_(silence_, silence_, metrics_) {
    for (const std::uint8_t number : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{3}})
      peers_.connected(peer(number));
  }
  std::optional<PeerId> ask(const std::vector<PeerId>& preferred, std::uint64_t at_ms) {
    if (!inquiry_.is_due(at_ms)) return std::nullopt;
    const auto chosen = inquiry_.choose(preferred, peers_, at_ms);
    if (chosen) inquiry_.asked(*chosen, at_ms, at_ms);
    return chosen;
  }
  Silence silence_;
  Metrics metrics_;
  Peers peers_;
  Inquiry inquiry_;
};

TEST_F(InquiryTest, AsksThePreferredFirstThenOthersThenPauses) {
  EXPECT_EQ(ask({peer(9), peer(3)}, 0), peer(3));  // 9 is not connected
  EXPECT_EQ(ask({peer(9), peer(3)}, kFirstAnswerMs - 1), std::nullopt);
  EXPECT_EQ(ask({peer(9), peer(3)}, kFirstAnswerMs), peer(1));
  EXPECT_EQ(ask({peer(9), peer(3)}, 3 * kFirstAnswerMs), peer(2));
  EXPECT_EQ(ask({peer(9), peer(3)}, 7 * kFirstAnswerMs), std::nullopt);
  EXPECT_FALSE(inquiry_.is_due(8 * kFirstAnswerMs));
  EXPECT_EQ(ask({peer(9), peer(3)}, 7 * kFirstAnswerMs + kMaxAnswerMs), peer(3));
}

TEST_F(InquiryTest, PausesWhenAllAnswerThatTheyHaveNothing) {
  std::size_t asked = 0;
  for (std::uint64_t ms = 0; ms < 20'000; ++ms) {
    if (!ask({}, ms)) continue;
    ++asked;
    inquiry_.ask_on();
  }
  EXPECT_LT(asked, 60u);
  EXPECT_GT(asked, 20u);
}

TEST_F(InquiryTest, TakesEachAnswerOnceFromWhoWasAskedEvenWhenLate) {
  ASSERT_EQ(ask({}, 100), peer(1));
  ASSERT_EQ(ask({}, 100 + kFirstAnswerMs), peer(2));
  EXPECT_FALSE(inquiry_.take_answer(peer(2), 100));
  EXPECT_FALSE(inquiry_.take_answer(peer(1), 101));
  EXPECT_TRUE(inquiry_.take_answer(peer(1), 100));
  EXPECT_FALSE(inquiry_.take_answer(peer(1), 100));
}

}  // namespace
}  // namespace kula::engine
