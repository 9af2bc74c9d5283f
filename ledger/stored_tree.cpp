#include "ledger/stored_tree.h"

#include "ledger/columns.h"

namespace kula::ledger {

using storage::Column;

namespace {

// Reads a tree from its root and compares every page with the link that leads to it.
class TreeReader {
 public:
  explicit TreeReader(const storage::KeyValueStore& store) : store_(store) {}

  // False when a page is missing or is another. Recursion ends at the depth of a path.
  bool read(const state::Slot& slot, const state::NibblePath& path) {
    if (const auto* leaf = std::get_if<types::StateLeaf>(&slot)) leaves_.push_back(*leaf);
    const auto* link = std::get_if<state::PageLink>(&slot);
    if (link == nullptr) return true;
    const state::PageName name{link->version, path};
    const auto decoded = state::decode_page(store_.get(Column::tree, page_key(name)).value_or(Bytes{}));
    if (!decoded) return false;
    auto page = std::make_shared<const state::HashedPage>(*decoded);
    if (page->hash() != link->hash) return false;
    pages_.emplace(name, page);
    for (std::size_t i = 0; i < state::Page::kSlots; ++i) {
      const state::Slot& below = page->page.slots[i];
      const bool is_end = path.size() == state::NibblePath::kMaxSize;
      if (is_end && std::holds_alternative<state::PageLink>(below)) return false;
      if (!read(below, is_end ? path : path.child(i))) return false;
    }
    return true;
  }
  [[nodiscard]] std::vector<types::StateLeaf> take_leaves() { return std::move(leaves_); }
  [[nodiscard]] std::map<state::PageName, state::PagePointer> take_pages() { return std::move(pages_); }

 private:
  const storage::KeyValueStore& store_;
  std::vector<types::StateLeaf> leaves_;
  std::map<state::PageName, state::PagePointer> pages_;
};

state::Slot slot_of(const state::TreeRoot& root) {
  if (root.page_version) return state::PageLink{root.hash, *root.page_version};
  if (root.only_leaf) return *root.only_leaf;
  return std::monostate{};
}

bool is_live(ByteView row_value) {
  return !row_value.empty() && state_row_value(to_bytes(row_value.subspan(1))) == to_bytes(row_value);
}

// A page proves itself by its link; a tree without pages has only what its root record says.
bool is_its_own(const state::TreeRoot& root) {
  if (root.page_version) return !root.only_leaf;
  return root.only_leaf ? types::state_leaf_hash(root.only_leaf->key, root.only_leaf->value_hash) == root.hash
                        : root.hash.is_zero();
}

bool key_is_less(const types::StateLeaf& a, const types::StateLeaf& b) { return a.key < b.key; }

}  // namespace

Expected<StoredState, std::string> read_stored_state(const storage::KeyValueStore& store, Height height,
                                                     const state::TreeRoot& root) {
  StoredState stored;
  bool is_whole = true;
  store.scan(Column::state, {}, {}, [&](ByteView row_key, ByteView value) {
    is_whole = row_key.size() >= types::kTableBytes + kVersionBytes;
    if (!is_whole) return false;
    const auto [key, version] = split_state_row_key(row_key);
    if (version > height) return true;  // of a later block
    is_whole = version == height && is_live(value);
    if (is_whole) stored.writes.emplace(to_bytes(key), to_bytes(value.subspan(1)));
    return is_whole;
  });
  if (!is_whole) return fail("a state row cannot be read, is older than the first block, or erased in it");

  TreeReader reader(store);
  if (!is_its_own(root) || !reader.read(slot_of(root), {}))
    return fail("a page of the state tree is missing or another");
  stored.tree.root = root;
  stored.tree.pages = reader.take_pages();
  // A leaf's place is proved by neither its own hash nor its page's: the keys of the rows say it.
  const auto in_tree = reader.take_leaves();
  std::vector<types::StateLeaf> in_rows;
  for (const auto& change : state::tree_changes(stored.writes)) {
    in_rows.push_back({change.key, *change.value_hash});
  }
  if (!std::is_sorted(in_tree.begin(), in_tree.end(), key_is_less) || in_tree != in_rows) {
    return fail("the state's rows are not the leaves of its tree");
  }
  return stored;
}

}  // namespace kula::ledger
