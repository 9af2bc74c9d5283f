// The authenticated state tree: which pages change when keys change, its root, and proofs. Format: README.md
// here and ledger/types/README.md. After the Jellyfish Merkle Tree (Gao et al., Diem 2021), with the pages'
// inner nodes binary. The root is a function of the set of (key, value) alone, whatever was written and
// removed on the way to it.
#pragma once

#include <map>
#include <vector>

#include "ledger/state/overlay.h"
#include "ledger/state/page.h"

namespace kula::state {

// Where pages are read from: the store, seen through executed blocks that are not final yet.
class PageSource {
 public:
  PageSource() = default;
  PageSource(const PageSource&) = delete;
  PageSource& operator=(const PageSource&) = delete;
  virtual ~PageSource() = default;
  // Never null. A page that a root refers to and that is missing is a corrupt store.
  [[nodiscard]] virtual PagePointer read(const PageName& name) const = 0;
};

// The tree as of one block.
struct TreeRoot {
  Hash hash;  // zero for the empty tree
  std::optional<std::uint64_t>
      page_version;  // version of the root page; nothing for a tree of no or one leaf
  std::optional<types::StateLeaf> only_leaf;  // the leaf of a tree of one
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("hash", hash), codec::field("page_version", page_version),
            codec::field("only_leaf", only_leaf));
  }
  bool operator==(const TreeRoot&) const = default;
};

struct TreeUpdate {
  TreeRoot root;
  std::map<PageName, PagePointer> pages;  // written, all of the new version
  std::vector<PageName> stale;            // pages of `before` that the new root no longer refers to
};

// A key's new value hash, or nothing for a removal.
struct TreeChange {
  types::StateKeyHash key;
  std::optional<Hash> value_hash;
};
using TreeChanges = std::vector<TreeChange>;  // ascending by key, each key once
[[nodiscard]] TreeChanges tree_changes(const Writes& writes);

// One batch pass: shared paths are read and hashed once. Changes that change nothing write nothing. REQUIRES
// version greater than any version in `before`.
[[nodiscard]] TreeUpdate update_tree(const PageSource& pages, const TreeRoot& before, std::uint64_t version,
                                     const TreeChanges& changes);

// Inclusion or absence of a key, and the value hash there is.
struct TreeLookup {
  std::optional<Hash> value_hash;
  types::StateProof proof;
};
[[nodiscard]] TreeLookup prove_in_tree(const PageSource& pages, const TreeRoot& root,
                                       const types::StateKeyHash& key);

}  // namespace kula::state
