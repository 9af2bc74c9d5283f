// A tree with its pages in memory, and keys chosen to make it bushy, deep or both.
#pragma once

#include <gtest/gtest.h>
#include <set>

#include "ledger/state/state_tree.h"
#include "tests/ledger/base/seeded_random.h"
#include "tests/ledger/state/reference_tree.h"

namespace kula::tests {

// Pages as a store keeps them: in bytes.
class MapPages final : public state::PageSource {
 public:
  [[nodiscard]] state::PagePointer read(const state::PageName& name) const override {
    ++reads;
    const auto found = pages.find(name);
    if (found == pages.end()) ADD_FAILURE() << "a page that is not there was read, version " << name.version;
    const auto page = found == pages.end() ? state::Page{} : state::decode_page(found->second);
    if (!page) ADD_FAILURE() << "a page that cannot be read, version " << name.version;
    return std::make_shared<state::HashedPage>(page.value_or(state::Page{}));
  }
  std::map<state::PageName, Bytes> pages;
  mutable std::size_t reads = 0;
};

class TreeFixture {
 public:
  // Applies changes to the tree and to the plain map of leaves. `deletes_stale` prunes the version before.
  state::TreeUpdate apply(const std::map<types::StateKeyHash, std::optional<Hash>>& changes,
                          bool deletes_stale = false) {
    state::TreeChanges list;
    for (const auto& [key, value] : changes) {
      list.push_back({key, value});
      if (value) {
        leaves[key] = *value;
      } else {
        leaves.erase(key);
      }
    }
    state::TreeUpdate update = state::update_tree(pages, root, ++version, list);
    for (const auto& [name, page] : update.pages) {
      EXPECT_EQ(name.version, version);
      EXPECT_TRUE(pages.pages.emplace(name, state::encode_page(page->page)).second);
    }
    if (deletes_stale) {
      for (const auto& name : update.stale) EXPECT_EQ(pages.pages.erase(name), 1u);
    }
    root = update.root;
    return update;
  }

  // All pages and leaves below a root, read one by one.
  struct Contents {
    std::set<state::PageName> pages;
    ReferenceTree::Leaves leaves;
  };
  [[nodiscard]] Contents read_everything(const state::TreeRoot& from) const {
    Contents contents;
    if (from.page_version) collect({*from.page_version, {}}, contents);
    if (from.only_leaf) contents.leaves.emplace(from.only_leaf->key, from.only_leaf->value_hash);
    return contents;
  }

  MapPages pages;
  state::TreeRoot root;
  std::uint64_t version = 0;
  ReferenceTree::Leaves leaves;

 private:
  void collect(const state::PageName& name, Contents& contents) const {
    EXPECT_TRUE(contents.pages.insert(name).second);
    const state::Page page = pages.read(name)->page;
    for (std::size_t i = 0; i < page.slots.size(); ++i) {
      if (const auto* leaf = std::get_if<types::StateLeaf>(&page.slots[i])) {
        contents.leaves.emplace(leaf->key, leaf->value_hash);
      } else if (const auto* link = std::get_if<state::PageLink>(&page.slots[i])) {
        collect({link->version, name.path.child(i)}, contents);
      }
    }
  }
};

// Half of the keys spread out; the others agree with one another in a random number of first bits, up to all
// but one.
class KeyMaker {
 public:
  explicit KeyMaker(SeededRandom& random) : random_(random), trunk_(random.fixed<types::StateKeyHash>()) {}
  [[nodiscard]] types::StateKeyHash next() {
    auto key = random_.fixed<types::StateKeyHash>();
    if (random_.coin()) return key;
    const std::size_t shared = random_.coin() ? random_.below(256) : 240 + random_.below(16);
    for (std::size_t i = 0; i < shared; ++i) copy_bit(key, i);
    return key;
  }

 private:
  void copy_bit(types::StateKeyHash& key, std::size_t index) const {
    const auto mask = static_cast<std::uint8_t>(0x80 >> index % 8);
    auto& byte = key.bytes[index / 8];
    byte = static_cast<std::uint8_t>((byte & ~mask) | (trunk_.bytes[index / 8] & mask));
  }
  SeededRandom& random_;
  types::StateKeyHash trunk_;
};

}  // namespace kula::tests
