#include "ledger/base/hash_index.h"

#include <gtest/gtest.h>
#include <map>

#include "tests/ledger/base/seeded_random.h"

namespace kula::tests {
namespace {

struct Item {
  std::uint64_t key = 0;
  std::uint64_t value = 0;
};
using Index = HashIndex<std::unique_ptr<Item>>;

Item* find(const Index& index, std::uint64_t hash, std::uint64_t key) {
  return index.find(hash, [key](const Item& item) { return item.key == key; });
}

TEST(HashIndex, FindsNothingWhenItIsEmpty) {
  Index index;
  EXPECT_EQ(find(index, 1, 1), nullptr);
  EXPECT_EQ(index.take(1, [](const Item&) { return true; }), nullptr);
  EXPECT_EQ(index.size(), 0u);
}

TEST(HashIndex, TellsKeysOfOneHashApart) {
  Index index;
  for (std::uint64_t key = 0; key < 100; ++key) index.insert(7, std::make_unique<Item>(Item{key, key * key}));
  for (std::uint64_t key = 0; key < 100; ++key) {
    ASSERT_NE(find(index, 7, key), nullptr);
    EXPECT_EQ(find(index, 7, key)->value, key * key);
  }
  EXPECT_EQ(find(index, 7, 100), nullptr);
  EXPECT_EQ(find(index, 8, 1), nullptr);
}

TEST(HashIndex, LeavesEntriesWhereTheyAre) {
  Index index;
  Item* const first = index.insert(1, std::make_unique<Item>(Item{1, 1}));
  for (std::uint64_t key = 2; key < 1'000; ++key) index.insert(key, std::make_unique<Item>(Item{key, 0}));
  EXPECT_EQ(find(index, 1, 1), first);
}

TEST(HashIndex, MovesWholeAndLeavesTheOtherEmpty) {
  Index index;
  for (std::uint64_t key = 0; key < 100; ++key) index.insert(key, std::make_unique<Item>(Item{key, key}));
  Index moved = std::move(index);
  EXPECT_EQ(index.size(), 0u);  // NOLINT(bugprone-use-after-move): what is left is the point
  EXPECT_EQ(find(index, 7, 7), nullptr);
  index = std::move(moved);
  EXPECT_EQ(index.size(), 100u);
  EXPECT_EQ(find(index, 7, 7)->value, 7u);
}

// Hashes that crowd together, also around the end of the slots, so that runs are long and wrap around.
TEST(HashIndex, AgreesWithAMapWhateverIsPutAndTaken) {
  SeededRandom random;
  for (const std::uint64_t spread : {1u, 3u, 16u, 1'000u}) {
    Index index;
    std::map<std::uint64_t, std::uint64_t> model;
    const auto hash_of = [spread](std::uint64_t key) { return key % spread - 2; };
    for (std::size_t step = 0; step < 4'000; ++step) {
      const std::uint64_t key = random.below(300);
      Item* const found = find(index, hash_of(key), key);
      ASSERT_EQ(found != nullptr, model.contains(key));
      if (found != nullptr) {
        ASSERT_EQ(found->value, model.at(key));
      }
      if (found == nullptr) {
        index.insert(hash_of(key), std::make_unique<Item>(Item{key, step}));
        model[key] = step;
      } else if (random.below(3) != 0) {
        const auto taken = index.take(hash_of(key), [key](const Item& item) { return item.key == key; });
        ASSERT_NE(taken, nullptr);
        ASSERT_EQ(taken->value, model.at(key));
        model.erase(key);
      }
      ASSERT_EQ(index.size(), model.size());
    }
  }
}

}  // namespace
}  // namespace kula::tests
