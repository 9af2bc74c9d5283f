#include "ledger/state/page.h"

#include <gtest/gtest.h>

#include "tests/ledger/base/seeded_random.h"

namespace kula::state {
namespace {

using tests::SeededRandom;

Page random_page(SeededRandom& random) {
  Page page;
  for (Slot& slot : page.slots) {
    const std::size_t kind = random.below(3);
    if (kind == 1) slot = types::StateLeaf{random.fixed<types::StateKeyHash>(), random.fixed<Hash>()};
    if (kind == 2) slot = PageLink{random.fixed<Hash>(), random.number() >> random.below(64)};
  }
  return page;
}

TEST(Page, RefusesWhatIsCutOffOrTooLong) {
  SeededRandom random;
  const Bytes bytes = encode_page(random_page(random));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(decode_page(ByteView(bytes).first(size))) << size;
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(decode_page(longer));
}

TEST(Page, RefusesASlotThatIsBothLeafAndPage) {
  Bytes bytes = {0x01, 0x00, 0x01, 0x00};
  bytes.resize(4 + 64, 0);
  EXPECT_FALSE(decode_page(bytes));
  bytes[2] = 0;
  EXPECT_TRUE(decode_page(bytes));
}

TEST(Page, RefusesVersionsInAnotherFormThanItsOwn) {
  const auto with_version = [](const Bytes& version) {
    Bytes bytes = {0x00, 0x00, 0x00, 0x80};  // slot 15 is a page
    bytes.resize(4 + 32, 7);
    append(bytes, version);
    return decode_page(bytes);
  };
  EXPECT_FALSE(with_version({0x80}));
  EXPECT_FALSE(with_version({0x80, 0x00}));
  EXPECT_FALSE(with_version({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02}));
  EXPECT_FALSE(with_version({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x80, 0x01}));
  const auto largest = with_version({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01});
  ASSERT_TRUE(largest);
  EXPECT_EQ(std::get<PageLink>(largest->slots[15]).version, UINT64_MAX);
  const auto small = with_version({0xac, 0x02});
  ASSERT_TRUE(small);
  EXPECT_EQ(std::get<PageLink>(small->slots[15]).version, 300u);
}

TEST(Page, ReadsBackWhatItWrites) {
  SeededRandom random;
  for (int round = 0; round < 500; ++round) {
    const Page page = random_page(random);
    const auto read = decode_page(encode_page(page));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->slots, page.slots);
  }
  EXPECT_EQ(encode_page(Page{}).size(), 4u);
}

TEST(Page, AcceptsNoBytesThatItWouldNotWrite) {
  SeededRandom random;
  std::size_t accepted = 0;
  for (int round = 0; round < 5000; ++round) {
    Bytes bytes = encode_page(random_page(random));
    auto& byte = bytes[random.coin() ? random.below(4) : random.below(bytes.size())];
    byte = static_cast<std::uint8_t>(byte ^ 1 << random.below(8));
    if (const auto page = decode_page(bytes)) {
      ++accepted;
      ASSERT_EQ(encode_page(*page), bytes);
    }
  }
  EXPECT_GT(accepted, 0u);
}

TEST(PageNodes, AreAfterAnyChangesWhatTheyAreAtOnce) {
  SeededRandom random;
  for (int round = 0; round < 200; ++round) {
    Page page = random_page(random);
    PageNodes nodes(page);
    const Page other = random_page(random);
    const auto changed = static_cast<std::uint16_t>(random.number() & random.number());
    for (std::size_t i = 0; i < Page::kSlots; ++i) {
      if ((changed >> i & 1) != 0) page.slots[i] = other.slots[i];
    }
    nodes.update(page, changed);
    const PageNodes at_once(page);
    for (std::size_t node = PageNodes::kTop; node < 2 * Page::kSlots; ++node) {
      ASSERT_EQ(nodes.hash(node), at_once.hash(node)) << node;
      ASSERT_EQ(nodes.kind(node), at_once.kind(node)) << node;
      if (nodes.kind(node) == PageNodes::Kind::leaf) {
        ASSERT_EQ(nodes.slot_of_leaf(node), at_once.slot_of_leaf(node)) << node;
      }
    }
  }
}

TEST(NibblePath, RefusesToGoBelowTheLastBits) {
  NibblePath path;
  for (std::size_t i = 0; i < NibblePath::kMaxSize; ++i) path = path.child(15);
  EXPECT_EQ(path.size(), 63u);
  EXPECT_DEATH((void)path.child(0), "below the last bits");
  EXPECT_DEATH((void)NibblePath{}.child(16), "below the last bits");
}

TEST(NibblePath, KeepsItsNibblesInOrder) {
  const NibblePath path = NibblePath{}.child(0xa).child(0x0).child(0x7);
  ASSERT_EQ(path.size(), 3u);
  EXPECT_EQ((Bytes{path[0], path[1], path[2]}), (Bytes{0xa, 0x0, 0x7}));
  EXPECT_NE(path, path.child(0)) << "a zero more is another path";
  EXPECT_LT(path, path.child(0));
  EXPECT_LT(path.child(15), NibblePath{}.child(0xa).child(0x0).child(0x8));
}

TEST(PageKey, TellsAllNamesApartAndHasTheirOrder) {
  std::vector<PageName> names;
  for (const std::uint64_t version :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{255}, std::uint64_t{256}, std::uint64_t{1} << 40}) {
    NibblePath path;
    for (std::size_t depth = 0; depth < 5; ++depth) {
      names.push_back({version, path});
      path = path.child(0);
    }
    names.push_back({version, NibblePath{}.child(1)});
  }
  std::set<Bytes> keys;
  for (const auto& name : names) {
    EXPECT_TRUE(keys.insert(page_key(name)).second);
    for (const auto& other : names) {
      EXPECT_EQ(name < other, page_key(name) < page_key(other));
    }
  }
  EXPECT_EQ(to_hex(page_key({258, NibblePath{}.child(0xa).child(0xb).child(0xc)})),
            "0000000000000102"
            "01"
            "0a0b0c");
  EXPECT_EQ(page_key({258, {}}).size(), 9u) << "a version alone is no key of a page";
}

}  // namespace
}  // namespace kula::state
