// A state at one height, cut into chunks that are proved one by one from a final header (R19). Format:
// README.md. Nobody signs a snapshot: the state root in the header says what it is.
#pragma once

#include "ledger/types/epochs.h"
#include "ledger/types/history.h"
#include "ledger/types/state_proof.h"

namespace kula::types {

// A manifest of 4,096 parts has some 300 KB; its chunks of half a MiB make a state of 2 GiB.
inline constexpr std::uint8_t kMaxSnapshotDepth = 12;
// Fits a message between nodes. Chunks are cut at half a MiB; hashes spread rows evenly, and the largest
// transaction's row has 64 KiB.
inline constexpr std::size_t kMaxSnapshotChunkBytes = 4 * 1024 * 1024;
// Consensus leaves at most 8 blocks unfinalized (R14): what is longer was made up.
inline constexpr std::size_t kMaxFinalityPath = 64;

// A part of the state tree: the keys that share their first bits.
struct Subtree {
  Hash hash;                           // zero when it holds nothing
  std::optional<StateLeaf> only_leaf;  // told when it holds one: the leaf is lifted (README.md)
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("hash", hash), codec::field("only_leaf", only_leaf));
  }
  [[nodiscard]] bool is_empty() const { return hash.is_zero(); }
  bool operator==(const Subtree&) const = default;
};

struct SnapshotManifest {
  std::uint16_t version = 1;
  BlockHeader header;  // the state is the one after this block
  FinalityProof finality;
  std::vector<Hash> history;   // peaks over blocks 0 .. height-1: what the chain goes on from
  std::uint8_t depth = 0;      // d
  std::vector<Subtree> parts;  // 2^d, part i holding the keys whose hash begins with the d bits of i
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("header", header),
            codec::field("finality", finality), codec::field("history", history),
            codec::field("depth", depth), codec::field("parts", parts));
  }
};

// Why a manifest is none. Whoever sent it made it up.
enum class ManifestFault : std::uint8_t {
  malformed,
  other_chain,
  not_final,
  wrong_history,
  wrong_state_root
};
[[nodiscard]] std::string_view to_string(ManifestFault fault);
// Nothing when each of its parts is exactly that part of the state after the block. Signatures are verified
// last. REQUIRES that `trusted` is the set of the epoch that the header claims; another one's answers
// not_final.
[[nodiscard]] std::optional<ManifestFault> find_fault(const SnapshotManifest& manifest,
                                                      const TrustedSet& trusted);

struct SnapshotRow {
  Bytes key;  // full: table (u16, big-endian) and canonical key
  Bytes value;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("key", key), codec::field("value", value));
  }
  bool operator==(const SnapshotRow&) const = default;
};

// All rows of one part, ascending by the hash of their key. Which part it is, is said by who asks.
struct SnapshotChunk {
  std::vector<SnapshotRow> rows;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("rows", rows));
  }
};

enum class ChunkFault : std::uint8_t { too_large, malformed, out_of_place, out_of_order, wrong_hash };
[[nodiscard]] std::string_view to_string(ChunkFault fault);
// The rows of part `index`, when they are all of them and nothing else. REQUIRES a manifest without fault.
[[nodiscard]] Expected<SnapshotChunk, ChunkFault> open_chunk(const SnapshotManifest& manifest,
                                                             std::uint32_t index, ByteView bytes);

// The number that the first `depth` bits of a key hash are. REQUIRES depth <= 32.
[[nodiscard]] std::uint32_t part_of(const StateKeyHash& key, std::uint8_t depth);
// The part of the tree that holds `leaves`, all of which share their first `depth` bits. REQUIRES ascending,
// distinct keys.
[[nodiscard]] Subtree subtree_of(const std::vector<StateLeaf>& leaves, std::uint8_t depth);
// The hash of the whole tree. REQUIRES 2^d parts, each with a leaf exactly when it holds one.
[[nodiscard]] Hash root_of(std::vector<Subtree> parts);

}  // namespace kula::types
