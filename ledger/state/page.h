// Pages of the state tree: their names, slots, stored bytes and hashes. Format: README.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <variant>

#include "ledger/types/state_proof.h"

namespace kula::state {

// Nibbles from the root of the tree, most significant first. A path is ordered before the paths below it.
class NibblePath {
 public:
  static constexpr std::size_t kMaxSize = 63;  // the page above the last four bits of a key hash

  [[nodiscard]] std::size_t size() const { return size_; }
  // REQUIRES nibble < 16 and size() < kMaxSize.
  [[nodiscard]] NibblePath child(std::size_t nibble) const;
  // REQUIRES index < size().
  [[nodiscard]] std::uint8_t operator[](std::size_t index) const {
    return static_cast<std::uint8_t>(packed_[index / 2] >> (index % 2 == 0 ? 4 : 0) & 0x0f);
  }
  auto operator<=>(const NibblePath&) const = default;

 private:
  std::array<std::uint8_t, (kMaxSize + 1) / 2> packed_{};  // compared first, zero behind the end
  std::uint8_t size_ = 0;
};

// REQUIRES index < 64.
[[nodiscard]] inline std::size_t nibble_of(const types::StateKeyHash& key, std::size_t index) {
  return (key.bytes[index / 2] >> (index % 2 == 0 ? 4 : 0)) & 0x0f;
}

// A page is named by the version (height) that wrote it and the path of the subtree that it is the top of.
struct PageName {
  std::uint64_t version = 0;
  NibblePath path;
  auto operator<=>(const PageName&) const = default;
};
// Key of the page in the store's `tree` column. Keys have the order of names, so that a block's pages are
// written side by side and in order, which costs a store a third of what scattered keys cost.
[[nodiscard]] Bytes page_key(const PageName& name);

// What hangs below one of the 16 paths that leave a page: nothing, one leaf, or a page of two or more leaves.
struct PageLink {
  Hash hash;
  std::uint64_t version = 0;
  bool operator==(const PageLink&) const = default;
};
using Slot = std::variant<std::monostate, types::StateLeaf, PageLink>;

struct Page {
  static constexpr std::size_t kSlots = 16;
  std::array<Slot, kSlots> slots;
};
[[nodiscard]] Bytes encode_page(const Page& page);
// Accepts only what encode_page writes.
[[nodiscard]] std::optional<Page> decode_page(ByteView bytes);

// The binary nodes of a page: 1 is its top, 2i and 2i+1 are below i, 16 + s is slot s.
class PageNodes {
 public:
  enum class Kind : std::uint8_t { empty, leaf, inner };
  static constexpr std::size_t kTop = 1;

  explicit PageNodes(const Page& page) { update(page, 0xffff); }
  // After the slots in `changed` (bit s is slot s) of the page became others: hashes their paths to the top.
  void update(const Page& page, std::uint16_t changed);
  [[nodiscard]] Kind kind(std::size_t node) const { return nodes_[node].kind; }
  // Zero for an empty node; the leaf's own hash for a node with one leaf below it.
  [[nodiscard]] const Hash& hash(std::size_t node) const { return nodes_[node].hash; }
  // REQUIRES kind(node) == leaf.
  [[nodiscard]] std::size_t slot_of_leaf(std::size_t node) const { return nodes_[node].slot; }

 private:
  struct Node {
    Kind kind = Kind::empty;
    std::uint8_t slot = 0;
    Hash hash;
  };
  [[nodiscard]] static Node node_of(const Slot& slot, std::uint8_t number);
  [[nodiscard]] static Node parent_of(const Node& left, const Node& right);

  std::array<Node, 2 * Page::kSlots> nodes_;
};

// A page with its hashes, as it is kept in memory: changing one slot then costs five hashes instead of up
// to 31.
struct HashedPage {
  explicit HashedPage(const Page& of) : page(of), nodes(of) {}
  [[nodiscard]] const Hash& hash() const { return nodes.hash(PageNodes::kTop); }

  Page page;
  PageNodes nodes;
};
using PagePointer = std::shared_ptr<const HashedPage>;

}  // namespace kula::state
