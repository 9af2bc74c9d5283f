#include "ledger/state/overlay.h"

#include <gtest/gtest.h>

#include "tests/ledger/base/seeded_random.h"
#include "tests/support/map_state.h"

namespace kula::state {
namespace {

using tests::MapState;
using tests::SeededRandom;
using Rows = std::vector<std::pair<std::string, std::string>>;

Bytes bytes(std::string_view text) { return to_bytes(as_bytes(text)); }

// a1, a2, a3 and b1 below.
class OverlayOverRows : public testing::Test {
 protected:
  OverlayOverRows() {
    Writes writes;
    for (const auto* key : {"a1", "a2", "a3", "b1"}) writes[bytes(key)] = bytes(std::string("old ") + key);
    below_.apply(writes);
  }
  static Rows rows(const StateView& view, std::string_view prefix, std::string_view from = "",
                   std::size_t limit = 100) {
    Rows found;
    view.scan(as_bytes(prefix), as_bytes(from), [&](ByteView key, ByteView value) {
      found.emplace_back(as_text(key), as_text(value));
      return found.size() < limit;
    });
    return found;
  }
  MapState below_;
  Overlay overlay_{below_};
};

TEST_F(OverlayOverRows, HidesWhatWasErased) {
  overlay_.erase(bytes("a2"));
  overlay_.erase(bytes("a9"));
  EXPECT_EQ(overlay_.get(bytes("a2")), std::nullopt);
  EXPECT_EQ(overlay_.get(bytes("a9")), std::nullopt);
  EXPECT_EQ(rows(overlay_, "a"), (Rows{{"a1", "old a1"}, {"a3", "old a3"}}));
}

TEST_F(OverlayOverRows, ShowsWhatWasWrittenLastAndLeavesTheRestAlone) {
  overlay_.erase(bytes("a1"));
  overlay_.put(bytes("a1"), bytes("new"));
  overlay_.put(bytes("a3"), bytes("new"));
  overlay_.erase(bytes("a3"));
  EXPECT_EQ(overlay_.get(bytes("a1")), bytes("new"));
  EXPECT_EQ(overlay_.get(bytes("a3")), std::nullopt);
  EXPECT_EQ(below_.get(bytes("a1")), bytes("old a1"));
  EXPECT_EQ(below_.get(bytes("a3")), bytes("old a3"));
}

TEST_F(OverlayOverRows, ScansOwnEntriesBetweenThoseBelow) {
  overlay_.put(bytes("a0"), bytes("first"));
  overlay_.put(bytes("a1x"), bytes("between"));
  overlay_.put(bytes("a2"), bytes("over"));
  overlay_.put(bytes("a9"), bytes("last"));
  overlay_.put(bytes("c"), bytes("elsewhere"));
  EXPECT_EQ(rows(overlay_, "a"), (Rows{{"a0", "first"},
                                       {"a1", "old a1"},
                                       {"a1x", "between"},
                                       {"a2", "over"},
                                       {"a3", "old a3"},
                                       {"a9", "last"}}));
  EXPECT_EQ(rows(overlay_, "c"), (Rows{{"c", "elsewhere"}}));
  EXPECT_EQ(rows(overlay_, "d"), Rows{});
}

TEST_F(OverlayOverRows, ScansFromTheGivenKeyWithinThePrefix) {
  overlay_.put(bytes("a2x"), bytes("own"));
  EXPECT_EQ(rows(overlay_, "a", "a2"), (Rows{{"a2", "old a2"}, {"a2x", "own"}, {"a3", "old a3"}}));
  EXPECT_EQ(rows(overlay_, "a", "a2a"), (Rows{{"a2x", "own"}, {"a3", "old a3"}}));
  EXPECT_EQ(rows(overlay_, "a", "A").size(), 4u);
  EXPECT_EQ(rows(overlay_, "a", "b"), Rows{});
}

TEST_F(OverlayOverRows, StopsWhereTheVisitorStops) {
  overlay_.put(bytes("a1x"), bytes("own"));
  overlay_.put(bytes("a4"), bytes("own"));
  for (std::size_t limit = 1; limit <= 5; ++limit) {
    EXPECT_EQ(rows(overlay_, "a", "", limit).size(), limit);
  }
}

TEST_F(OverlayOverRows, MovesItsWritesIntoTheOneBelow) {
  Overlay upper(static_cast<const StateView&>(overlay_));
  overlay_.put(bytes("a1"), bytes("lower"));
  overlay_.put(bytes("a2"), bytes("lower"));
  upper.put(bytes("a2"), bytes("upper"));
  upper.erase(bytes("a3"));
  upper.merge_into(overlay_);
  EXPECT_TRUE(upper.writes().empty());
  EXPECT_EQ(rows(overlay_, "a"), (Rows{{"a1", "lower"}, {"a2", "upper"}}));
}

// More than are found by walking over a tree: the writes, their order and what is below stay what they were.
TEST_F(OverlayOverRows, FindsEachOfManyWrites) {
  Overlay above(static_cast<const StateView&>(overlay_));
  for (int i = 0; i < 1'000; ++i) {
    const Bytes key = bytes("k" + std::to_string(i * 7919 % 1'000));
    auto& written_to = i % 2 == 0 ? overlay_ : above;
    written_to.put(key, bytes(std::to_string(i)));
    if (i % 5 == 0) written_to.erase(key);
    if (i % 50 == 49) above.merge_into(overlay_);
  }
  EXPECT_TRUE(above.writes().empty());
  for (int i = 0; i < 1'000; ++i) {
    const auto expected = i % 5 == 0 ? std::nullopt : std::optional(bytes(std::to_string(i)));
    EXPECT_EQ(overlay_.get(bytes("k" + std::to_string(i * 7919 % 1'000))), expected);
  }
  EXPECT_EQ(overlay_.get(bytes("a1")), bytes("old a1"));
  EXPECT_EQ(overlay_.take_writes().size(), 1'000u);
  EXPECT_EQ(overlay_.get(bytes("k1")), std::nullopt);
  overlay_.put(bytes("k1"), bytes("again"));
  EXPECT_EQ(overlay_.get(bytes("k1")), bytes("again"));
}

TEST(EmptyState, HasNothing) {
  const EmptyState empty;
  EXPECT_EQ(empty.get({}), std::nullopt);
  empty.scan({}, {}, [](ByteView, ByteView) {
    ADD_FAILURE();
    return true;
  });
}

// A stack of overlays does what a stack of whole copies does.
class Stack {
 public:
  Stack() { copies_.emplace_back(); }
  [[nodiscard]] const StateView& top() const {
    return overlays_.empty() ? static_cast<const StateView&>(bottom_) : *overlays_.back();
  }
  [[nodiscard]] const std::map<Bytes, Bytes>& expected() const { return copies_.back(); }
  [[nodiscard]] std::size_t height() const { return overlays_.size(); }
  void push() {
    overlays_.push_back(std::make_unique<Overlay>(top()));
    copies_.push_back(copies_.back());
  }
  void drop() {
    overlays_.pop_back();
    copies_.pop_back();
  }
  void merge() {
    if (overlays_.size() == 1) {
      bottom_.apply(overlays_.back()->take_writes());
    } else {
      overlays_.back()->merge_into(*overlays_[overlays_.size() - 2]);
    }
    overlays_.pop_back();
    copies_.erase(copies_.end() - 2);
  }
  void put(const Bytes& key, const Bytes& value) {
    overlays_.back()->put(key, value);
    copies_.back()[key] = value;
  }
  void erase(const Bytes& key) {
    overlays_.back()->erase(key);
    copies_.back().erase(key);
  }

 private:
  MapState bottom_;
  std::vector<std::unique_ptr<Overlay>> overlays_;
  std::vector<std::map<Bytes, Bytes>> copies_;
};

Bytes short_key(SeededRandom& random) {
  Bytes key(random.below(4));
  for (auto& byte : key)
    byte = static_cast<std::uint8_t>(random.coin() ? random.below(3) : 253 + random.below(3));
  return key;
}

TEST(OverlayStack, ReadsAndScansLikeWholeCopies) {
  SeededRandom random;
  for (int round = 0; round < 60; ++round) {
    Stack stack;
    for (int step = 0; step < 150; ++step) {
      const std::size_t what = random.below(20);
      if (stack.height() == 0 || (what == 0 && stack.height() < 5)) {
        stack.push();
      } else if (what == 1) {
        stack.drop();
      } else if (what == 2) {
        stack.merge();
      } else if (what < 8) {
        stack.erase(short_key(random));
      } else {
        stack.put(short_key(random), random.bytes(random.below(3)));
      }
      const Bytes key = short_key(random);
      const auto found = stack.expected().find(key);
      ASSERT_EQ(stack.top().get(key),
                found == stack.expected().end() ? std::nullopt : std::optional<Bytes>(found->second));

      const Bytes prefix = short_key(random);
      const Bytes from = random.coin() ? Bytes{} : short_key(random);
      const std::size_t limit = random.coin() ? 1000 : 1 + random.below(4);
      std::vector<std::pair<Bytes, Bytes>> expected;
      for (const auto& [k, v] : stack.expected()) {
        const bool inside = k.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), k.begin());
        if (inside && k >= from && expected.size() < limit) expected.emplace_back(k, v);
      }
      std::vector<std::pair<Bytes, Bytes>> scanned;
      stack.top().scan(prefix, from, [&](ByteView k, ByteView v) {
        scanned.emplace_back(to_bytes(k), to_bytes(v));
        return scanned.size() < limit;
      });
      ASSERT_EQ(scanned, expected) << "round " << round << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace kula::state
