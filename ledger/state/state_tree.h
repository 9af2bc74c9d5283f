// The authenticated state tree: which pages change when keys change, its root, and proofs. Format: README.md here and
// ledger/types/README.md. After the Jellyfish Merkle Tree (Gao et al., Diem 2021), with the pages' inner nodes binary.
#pragma once

#include <map>

#include "ledger/state/overlay.h"
#include "ledger/types/state_proof.h"

namespace kula::state {

// A page is a 16-ary piece of the binary tree: the four levels below a path of whole nibbles. It is named by the
// version (height) that wrote it and its path.
struct PageName {
  std::uint64_t version = 0;
  std::vector<std::uint8_t> path;  // nibbles from the root, at most 63
  auto operator<=>(const PageName&) const = default;
};

// Where pages are read from: the store, seen through executed blocks that are not final yet.
class PageSource {
 public:
  PageSource() = default;
  PageSource(const PageSource&) = delete;
  PageSource& operator=(const PageSource&) = delete;
  virtual ~PageSource() = default;
  // Encoded page. A page that a root refers to and that is missing is a corrupt store.
  [[nodiscard]] virtual Bytes read(const PageName& name) const = 0;
};

// The tree as of one block.
struct TreeRoot {
  Hash hash;                               // zero for the empty tree
  std::optional<std::uint64_t> page_version;  // version of the root page; nothing for a tree of no or one leaf
  std::optional<types::StateLeaf> only_leaf;  // the leaf of a tree of one
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("hash", hash), codec::field("page_version", page_version),
            codec::field("only_leaf", only_leaf));
  }
};

struct TreeUpdate {
  TreeRoot root;
  std::map<PageName, Bytes> pages;   // written, all of the new version
  std::vector<PageName> stale;       // pages of `before` that the new root no longer refers to
};

// Key hash -> value hash, or nothing for a removal.
using TreeChanges = std::map<types::StateKeyHash, std::optional<Hash>>;
[[nodiscard]] TreeChanges tree_changes(const Overlay::Writes& writes);

// One batch pass: shared paths are read and hashed once. REQUIRES version greater than any version in `before`.
[[nodiscard]] TreeUpdate update_tree(const PageSource& pages, const TreeRoot& before, std::uint64_t version,
                                     const TreeChanges& changes);

// Inclusion or absence of a key, and the value hash there is.
struct TreeLookup {
  std::optional<Hash> value_hash;
  types::StateProof proof;
};
[[nodiscard]] TreeLookup prove_in_tree(const PageSource& pages, const TreeRoot& root, const types::StateKeyHash& key);

}  // namespace kula::state
