#include "ledger/types/snapshot.h"

#include <algorithm>
#include <bit>
#include <span>

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"
#include "ledger/types/key_bits.h"

namespace kula::types {

namespace {

constexpr std::uint16_t kManifestVersion = 1;

// Keys differ, so this ends at the latest behind their last bit.
Hash hash_of(std::span<const StateLeaf> leaves, std::size_t depth) {
  if (leaves.empty()) return Hash{};
  if (leaves.size() == 1) return state_leaf_hash(leaves[0].key, leaves[0].value_hash);
  const auto middle = std::partition_point(leaves.begin(), leaves.end(),
                                           [&](const StateLeaf& leaf) { return !bit_of(leaf.key, depth); });
  const auto left = leaves.first(static_cast<std::size_t>(middle - leaves.begin()));
  return crypto::node_hash(crypto::kPrefixStateNode, hash_of(left, depth + 1),
                           hash_of(leaves.subspan(left.size()), depth + 1));
}

Subtree parent_of(const Subtree& left, const Subtree& right) {
  if (left.is_empty() && (right.is_empty() || right.only_leaf)) return right;
  if (right.is_empty() && left.only_leaf) return left;
  return {crypto::node_hash(crypto::kPrefixStateNode, left.hash, right.hash), std::nullopt};
}

// A leaf must be its hash's own and stand in its part: a hash alone could be lifted to any place.
bool is_in_place(const Subtree& part, std::uint32_t index, std::uint8_t depth) {
  if (!part.only_leaf) return true;
  const StateLeaf& leaf = *part.only_leaf;
  return state_leaf_hash(leaf.key, leaf.value_hash) == part.hash && part_of(leaf.key, depth) == index;
}

bool is_well_formed(const SnapshotManifest& manifest) {
  if (manifest.version != kManifestVersion || manifest.depth > kMaxSnapshotDepth) return false;
  // Who begins with it could not tell others how its epoch ended.
  if (closes_epoch(manifest.header)) return false;
  const std::uint32_t count = std::uint32_t{1} << manifest.depth;
  if (manifest.parts.size() != count || manifest.header.height.value < count) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!is_in_place(manifest.parts[i], i, manifest.depth)) return false;
  }
  return manifest.finality.path.size() <= kMaxFinalityPath;
}

}  // namespace

std::string_view to_string(ManifestFault fault) {
  switch (fault) {
    case ManifestFault::malformed:
      return "malformed";
    case ManifestFault::other_chain:
      return "other_chain";
    case ManifestFault::not_final:
      return "not_final";
    case ManifestFault::wrong_history:
      return "wrong_history";
    case ManifestFault::wrong_state_root:
      return "wrong_state_root";
  }
  return "unknown";
}

std::string_view to_string(ChunkFault fault) {
  switch (fault) {
    case ChunkFault::too_large:
      return "too_large";
    case ChunkFault::malformed:
      return "malformed";
    case ChunkFault::out_of_place:
      return "out_of_place";
    case ChunkFault::out_of_order:
      return "out_of_order";
    case ChunkFault::wrong_hash:
      return "wrong_hash";
  }
  return "unknown";
}

std::optional<ManifestFault> find_fault(const SnapshotManifest& manifest, const TrustedSet& trusted) {
  if (!is_well_formed(manifest)) return ManifestFault::malformed;
  const BlockHeader& header = manifest.header;
  if (header.chain_id != trusted.chain_id) return ManifestFault::other_chain;
  const auto peaks = static_cast<std::size_t>(std::popcount(header.height.value));
  const HistoryPeaks history{header.height.value, manifest.history};
  if (manifest.history.size() != peaks || history.root() != header.history_root) {
    return ManifestFault::wrong_history;
  }
  if (root_of(manifest.parts) != header.state_root) return ManifestFault::wrong_state_root;
  if (!is_final_under(trusted, header, manifest.finality)) return ManifestFault::not_final;
  return std::nullopt;
}

Expected<SnapshotChunk, ChunkFault> open_chunk(const SnapshotManifest& manifest, std::uint32_t index,
                                               ByteView bytes) {
  KULA_CHECK(index < manifest.parts.size(), "a snapshot has fewer chunks; report this as a bug");
  if (bytes.size() > kMaxSnapshotChunkBytes) return fail(ChunkFault::too_large);
  auto chunk = codec::decode<SnapshotChunk>(bytes);
  if (!chunk) return fail(ChunkFault::malformed);
  std::vector<StateLeaf> leaves;
  leaves.reserve(chunk->rows.size());
  for (const SnapshotRow& row : chunk->rows) {
    if (row.key.size() < kTableBytes) return fail(ChunkFault::malformed);
    const StateKeyHash key = hash_of_key(row.key);
    if (part_of(key, manifest.depth) != index) return fail(ChunkFault::out_of_place);
    if (!leaves.empty() && !(leaves.back().key < key)) return fail(ChunkFault::out_of_order);
    leaves.push_back({key, state_value_hash(row.value)});
  }
  if (hash_of(leaves, manifest.depth) != manifest.parts[index].hash) return fail(ChunkFault::wrong_hash);
  return std::move(*chunk);
}

std::uint32_t part_of(const StateKeyHash& key, std::uint8_t depth) {
  std::uint32_t part = 0;
  for (std::size_t i = 0; i < depth; ++i) part = part << 1 | (bit_of(key, i) ? 1U : 0U);
  return part;
}

Subtree subtree_of(const std::vector<StateLeaf>& leaves, std::uint8_t depth) {
  Subtree subtree{hash_of(leaves, depth), std::nullopt};
  if (leaves.size() == 1) subtree.only_leaf = leaves.front();
  return subtree;
}

Hash root_of(std::vector<Subtree> parts) {
  KULA_CHECK(std::has_single_bit(parts.size()), "a tree of parts that are not 2^d; report this as a bug");
  for (; parts.size() > 1; parts.resize(parts.size() / 2)) {
    for (std::size_t i = 0; i < parts.size() / 2; ++i) parts[i] = parent_of(parts[2 * i], parts[2 * i + 1]);
  }
  return parts.front().hash;
}

}  // namespace kula::types
