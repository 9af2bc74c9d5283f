#include "ledger/event_index.h"

#include <gtest/gtest.h>

#include "stores.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

using Cursor = std::pair<Height, std::uint32_t>;
constexpr Cursor at(std::uint64_t height, std::uint32_t index) { return {Height{height}, index}; }

execution::IndexKey key_of(std::string_view who) { return {to_bytes(person(who).raw.view())}; }

std::vector<Cursor> cursors(const execution::EventIndex& events, const execution::IndexKey& key,
                            std::optional<Cursor> after = std::nullopt) {
  std::vector<Cursor> found;
  events.scan(key, after, [&](const execution::IndexedEvent& event) {
    found.emplace_back(event.height, event.index);
    return true;
  });
  return found;
}

class Events : public ::testing::TestWithParam<StoreKind> {
 protected:
  Events() {
    // Events are counted over the block, whoever caused them: transactions first, then jobs.
    chain_.extend({make({"ann", 0, kAdd, {5}}), make({"bob", 0, kAdd, {1}}), make({"ann", 1, kFail}),
                   make({"ann", 2, kAdd, {2}})});
    chain_.extend({make({"bob", 1, kSchedule, {1}})});
    chain_.extend({make({"ann", 3, kAdd, {1}}), make({"bob", 2, kAdd, {1}})});
  }
  [[nodiscard]] const execution::EventIndex& events() {
    events_ = chain_->events_at(chain_->tip().height);
    return *events_;
  }
  TestStore store_{GetParam()};
  ToyChain chain_{*store_};

 private:
  std::unique_ptr<execution::EventIndex> events_;
};
INSTANTIATE_TEST_SUITE_P(, Events, ::testing::Values(StoreKind::memory, StoreKind::rocks),
                         [](const auto& which) { return name_of(which.param); });

TEST_P(Events, AreListedUnderTheirKeyInCursorOrder) {
  EXPECT_EQ(cursors(events(), key_of("ann")), (std::vector{at(1, 0), at(1, 2), at(3, 0)}));
  EXPECT_EQ(cursors(events(), key_of("bob")), (std::vector{at(1, 1), at(3, 1), at(3, 2)}));
  EXPECT_TRUE(cursors(events(), key_of("cat")).empty());
}

TEST_P(Events, SayWhatHappenedWhenAndWhy) {
  std::vector<execution::IndexedEvent> found;
  events().scan(key_of("bob"), std::nullopt, [&](const execution::IndexedEvent& event) {
    found.push_back(event);
    return true;
  });
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].transaction, make({"bob", 0, kAdd, {1}})->id());
  EXPECT_EQ(found[0].job, std::nullopt);
  EXPECT_EQ(found[0].time, time_of(1));
  EXPECT_EQ(found[0].event.kind, kCounted);
  EXPECT_EQ(found[0].event.body.back(), 1);
  EXPECT_EQ(found[1].transaction, make({"bob", 2, kAdd, {1}})->id());
  EXPECT_EQ(found[2].transaction, std::nullopt);
  EXPECT_EQ(found[2].job, 2U);
  EXPECT_EQ(found[2].time, time_of(3));
  EXPECT_EQ(found[2].event.body.back(), 3);
}

TEST_P(Events, ResumeBehindAnyCursor) {
  const auto all = cursors(events(), key_of("ann"));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(cursors(events(), key_of("ann"), all[i]),
              std::vector<Cursor>(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end()));
  }
  EXPECT_EQ(cursors(events(), key_of("ann"), at(1, 1)), (std::vector{at(1, 2), at(3, 0)}));
  EXPECT_EQ(cursors(events(), key_of("ann"), at(0, UINT32_MAX)), all);
  EXPECT_TRUE(cursors(events(), key_of("ann"), at(UINT64_MAX, UINT32_MAX)).empty());
}

TEST_P(Events, OfAKeyThatBeginsAnotherStayApart) {
  const execution::IndexKey initial{{person("ann").raw.bytes[0]}};
  EXPECT_EQ(cursors(events(), initial), cursors(events(), key_of("ann")));
}

TEST_P(Events, StopWhenTheVisitorSaysSo) {
  int visited = 0;
  events().scan(key_of("ann"), std::nullopt, [&](const auto&) { return ++visited < 2; });
  EXPECT_EQ(visited, 2);
}

TEST_P(Events, OfAHeightEndThere) {
  EXPECT_TRUE(cursors(*chain_->events_at(Height{0}), key_of("ann")).empty());
  EXPECT_EQ(cursors(*chain_->events_at(Height{1}), key_of("ann")), (std::vector{at(1, 0), at(1, 2)}));
  EXPECT_EQ(cursors(*chain_->events_at(Height{2}), key_of("ann")), (std::vector{at(1, 0), at(1, 2)}));
  EXPECT_EQ(cursors(*chain_->events_at(Height{3}), key_of("ann")).size(), 3U);
}

TEST_P(Events, AreNotListedBeforeTheyAreCommitted) {
  const auto block = chain_.propose(chain_->tip_id(), {make({"ann", 4, kAdd, {1}})});
  EXPECT_EQ(cursors(events(), key_of("ann")).size(), 3U);
  chain_.commit(block);
  EXPECT_EQ(cursors(events(), key_of("ann")).size(), 4U);
}

}  // namespace
}  // namespace kula::ledger
