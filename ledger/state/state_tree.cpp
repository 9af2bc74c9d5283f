#include "ledger/state/state_tree.h"

#include "ledger/base/check.h"

namespace kula::state {

namespace {

constexpr std::size_t kKeyNibbles = 2 * types::StateKeyHash::kSize;

using Changes = std::span<const TreeChange>;

PagePointer read_page(const PageSource& pages, const PageLink& link, const NibblePath& path) {
  PagePointer page = pages.read({link.version, path});
  KULA_CHECK(
      page->hash() == link.hash,
      "a page of the state tree has another hash than its tree says; run `kulad tool repair --data-dir DIR`");
  return page;
}

Slot slot_of(const TreeRoot& root) {
  if (root.page_version) return PageLink{root.hash, *root.page_version};
  if (root.only_leaf) return *root.only_leaf;
  return std::monostate{};
}

TreeRoot root_of(const Slot& slot) {
  if (const auto* link = std::get_if<PageLink>(&slot)) return {link->hash, link->version, std::nullopt};
  if (const auto* leaf = std::get_if<types::StateLeaf>(&slot)) {
    return {types::state_leaf_hash(leaf->key, leaf->value_hash), std::nullopt, *leaf};
  }
  return {};
}

// The change of `key` among `changes`, or null.
const TreeChange* find_change(Changes changes, const types::StateKeyHash& key) {
  const auto found = std::lower_bound(changes.begin(), changes.end(), key,
                                      [](const TreeChange& change, const auto& k) { return change.key < k; });
  return found != changes.end() && found->key == key ? &*found : nullptr;
}

class TreeUpdater {
 public:
  TreeUpdater(const PageSource& pages, std::uint64_t version) : pages_(pages), version_(version) {}

  // What becomes of the subtree at `path` that was `before`. REQUIRES that every change's key begins with
  // `path`. Recursion ends after kKeyNibbles steps, because keys differ.
  Slot apply(const Slot& before, const NibblePath& path, Changes changes) {
    if (changes.empty()) return before;
    if (const auto* link = std::get_if<PageLink>(&before)) return apply_to_page(*link, path, changes);
    return apply_to_leaf(before, path, changes);
  }
  TreeUpdate take(const Slot& root) {
    update_.root = root_of(root);
    return std::move(update_);
  }

 private:
  Slot apply_to_page(const PageLink& link, const NibblePath& path, Changes changes) {
    KULA_CHECK(link.version < version_,
               "a page of the state tree is newer than its tree; run `kulad tool repair --data-dir DIR`");
    auto page = std::make_shared<HashedPage>(*read_page(pages_, link, path));
    const std::uint16_t changed = apply_to_slots(page->page, path, changes);
    if (changed == 0) return link;
    update_.stale.push_back({link.version, path});
    page->nodes.update(page->page, changed);
    return written(std::move(page), path);
  }

  // `before` is nothing or a leaf: at most one leaf remains, or a page begins here.
  Slot apply_to_leaf(const Slot& before, const NibblePath& path, Changes changes) {
    Slot only;
    std::size_t remaining = 0;
    const auto* leaf = std::get_if<types::StateLeaf>(&before);
    if (leaf != nullptr && find_change(changes, leaf->key) == nullptr) {
      only = *leaf;
      ++remaining;
    }
    for (const TreeChange& change : changes) {
      if (!change.value_hash) continue;
      if (++remaining > 1) break;
      only = types::StateLeaf{change.key, *change.value_hash};
    }
    if (remaining < 2) return only;
    Page page;
    if (leaf != nullptr) page.slots[nibble_of(leaf->key, path.size())] = *leaf;
    apply_to_slots(page, path, changes);
    return written(std::make_shared<HashedPage>(page), path);
  }

  // Answers which slots changed: bit s is slot s.
  std::uint16_t apply_to_slots(Page& page, const NibblePath& path, Changes changes) {
    std::uint16_t changed = 0;
    while (!changes.empty()) {
      const std::size_t nibble = nibble_of(changes.front().key, path.size());
      std::size_t count = 1;
      while (count < changes.size() && nibble_of(changes[count].key, path.size()) == nibble) ++count;
      Slot& slot = page.slots[nibble];
      // Below the last page there are no paths, and one key a slot.
      Slot after = path.size() + 1 < kKeyNibbles ? apply(slot, path.child(nibble), changes.first(count))
                                                 : apply_to_leaf(slot, path, changes.first(count));
      if (after != slot) {
        slot = after;
        changed = static_cast<std::uint16_t>(changed | 1U << nibble);
      }
      changes = changes.subspan(count);
    }
    return changed;
  }

  // The slot that holds `page`: one leaf needs no page.
  Slot written(PagePointer page, const NibblePath& path) {
    const PageNodes& nodes = page->nodes;
    switch (nodes.kind(PageNodes::kTop)) {
      case PageNodes::Kind::empty:
        return std::monostate{};
      case PageNodes::Kind::leaf:
        return page->page.slots[nodes.slot_of_leaf(PageNodes::kTop)];
      case PageNodes::Kind::inner:
        break;
    }
    const Hash hash = page->hash();
    update_.pages.emplace(PageName{version_, path}, std::move(page));
    return PageLink{hash, version_};
  }

  const PageSource& pages_;
  std::uint64_t version_;
  TreeUpdate update_;
};

// Where a path ends: at nothing or at a leaf.
TreeLookup ended_at(const Slot& end, const types::StateKeyHash& key, types::StateProof proof) {
  const auto* leaf = std::get_if<types::StateLeaf>(&end);
  if (leaf == nullptr) return {std::nullopt, std::move(proof)};
  if (leaf->key == key) return {leaf->value_hash, std::move(proof)};
  proof.other = *leaf;
  return {std::nullopt, std::move(proof)};
}

}  // namespace

TreeChanges tree_changes(const Writes& writes) {
  TreeChanges changes;
  changes.reserve(writes.size());
  for (const auto& [key, value] : writes) {
    TreeChange& change = changes.emplace_back();
    change.key = types::hash_of_key(key);
    if (value) change.value_hash = types::state_value_hash(*value);
  }
  std::sort(changes.begin(), changes.end(),
            [](const TreeChange& a, const TreeChange& b) { return a.key < b.key; });
  return changes;
}

TreeUpdate update_tree(const PageSource& pages, const TreeRoot& before, std::uint64_t version,
                       const TreeChanges& changes) {
  const auto unordered = std::adjacent_find(changes.begin(), changes.end(),
                                            [](const auto& a, const auto& b) { return !(a.key < b.key); });
  KULA_CHECK(unordered == changes.end(), "changes of the state tree out of order; report this as a bug");
  TreeUpdater updater(pages, version);
  return updater.take(updater.apply(slot_of(before), NibblePath{}, changes));
}

TreeLookup prove_in_tree(const PageSource& pages, const TreeRoot& root, const types::StateKeyHash& key) {
  types::StateProof proof;
  Slot slot = slot_of(root);
  NibblePath path;
  while (const auto* link = std::get_if<PageLink>(&slot)) {
    const PagePointer page = read_page(pages, *link, path);
    const PageNodes& nodes = page->nodes;
    const std::size_t nibble = nibble_of(key, path.size());
    std::size_t node = PageNodes::kTop;
    for (std::size_t bit = 4; bit-- > 0 && nodes.kind(node) == PageNodes::Kind::inner;) {
      node = 2 * node + (nibble >> bit & 1);
      proof.siblings.push_back(nodes.hash(node ^ 1));
    }
    if (nodes.kind(node) == PageNodes::Kind::empty) return ended_at(std::monostate{}, key, std::move(proof));
    if (nodes.kind(node) == PageNodes::Kind::leaf) {
      return ended_at(page->page.slots[nodes.slot_of_leaf(node)], key, std::move(proof));
    }
    slot = page->page.slots[nibble];
    path = path.child(nibble);
  }
  return ended_at(slot, key, std::move(proof));
}

}  // namespace kula::state
