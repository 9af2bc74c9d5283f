#include "ledger/types/snapshot.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "tests/ledger/base/seeded_random.h"
#include "tests/ledger/state/reference_tree.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

using tests::ReferenceTree;
using tests::SeededRandom;

// A state, cut by the text of README.md; what it hashes to is the reference tree's word.
class Snapshot {
 public:
  Snapshot(std::size_t rows, std::uint8_t depth) {
    for (std::size_t i = 0; i < rows; ++i) {
      Bytes key = {0, random_.byte()};
      append(key, random_.bytes(8 + random_.below(40)));
      put(std::move(key), random_.bytes(random_.below(200)));
    }
    cut(depth);
  }
  void put(Bytes key, Bytes value) {
    const auto hash =
        state_key_hash(static_cast<std::uint16_t>(key[0] << 8 | key[1]), ByteView(key).subspan(2));
    rows_[hash] = {std::move(key), std::move(value)};
  }
  void cut(std::uint8_t depth) {
    ReferenceTree::Leaves leaves;
    std::vector<ReferenceTree::Leaves> parts(std::size_t{1} << depth);
    chunks.assign(parts.size(), {});
    for (const auto& [hash, row] : rows_) {
      leaves[hash] = state_value_hash(row.value);
      const std::size_t part =
          depth == 0 ? 0 : (std::size_t{hash.bytes[0]} << 8 | hash.bytes[1]) >> (16 - depth);
      parts[part][hash] = leaves[hash];
      chunks[part].rows.push_back(row);
    }
    HistoryPeaks history;
    for (std::size_t i = 0; i < 5000; ++i) history.append(filled<BlockId>(static_cast<std::uint8_t>(i)));
    manifest.header = block_header();
    manifest.header.epoch = Epoch{0};
    manifest.header.height = Height{5000};
    manifest.header.validator_set = manifest.header.next_validator_set = signers->set.hash();
    manifest.header.history_root = history.root();
    manifest.header.state_root = ReferenceTree::root(leaves);
    manifest.history = history.peaks;
    manifest.depth = depth;
    manifest.parts.clear();
    for (const auto& part : parts) {
      std::vector<StateLeaf> list;
      for (const auto& [key, value] : part) list.push_back({key, value});
      manifest.parts.push_back(subtree_of(list, depth));
    }
    sign();
  }
  void sign() {
    const VoteSubject subject{VoteKind::finalize, manifest.header.epoch, View{9}, id_of(manifest.header)};
    manifest.finality = {{}, signers->certify(manifest.header.chain_id, subject, 0b1111)};
  }
  [[nodiscard]] std::optional<ManifestFault> fault() const {
    return find_fault(manifest, {filled<ChainId>(0xc1), Epoch{0}, signers->set, Height{0}});
  }
  [[nodiscard]] std::optional<ChunkFault> fault_of(std::uint32_t part, const SnapshotChunk& chunk) const {
    const auto opened = open_chunk(manifest, part, codec::encode(chunk));
    if (!opened) return opened.error();
    EXPECT_EQ(opened->rows, chunk.rows);
    return std::nullopt;
  }
  // A part with at least `count` rows.
  [[nodiscard]] std::uint32_t part_with(std::size_t count) const {
    std::uint32_t part = 0;
    while (chunks.at(part).rows.size() < count) ++part;
    return part;
  }

  // Shared, since secret keys are not copied.
  std::shared_ptr<const Signers> signers = std::make_shared<const Signers>(4);
  SnapshotManifest manifest;
  std::vector<SnapshotChunk> chunks;

 private:
  SeededRandom random_;
  std::map<StateKeyHash, SnapshotRow> rows_;
};

TEST(SnapshotChunks, WithAChangedMissingOrExtraRowAreRefused) {
  const Snapshot snapshot(100, 3);
  const std::uint32_t part = snapshot.part_with(3);
  const SnapshotChunk good = snapshot.chunks[part];
  ASSERT_EQ(snapshot.fault_of(part, good), std::nullopt);
  for (std::size_t i = 0; i < good.rows.size(); ++i) {
    SnapshotChunk chunk = good;
    chunk.rows[i].value.push_back(0);
    EXPECT_EQ(snapshot.fault_of(part, chunk), ChunkFault::wrong_hash) << "value of row " << i;
    chunk = good;
    chunk.rows.erase(chunk.rows.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(snapshot.fault_of(part, chunk), ChunkFault::wrong_hash) << "without row " << i;
    chunk = good;
    chunk.rows[i].key.push_back(1);
    EXPECT_NE(snapshot.fault_of(part, chunk), std::nullopt) << "key of row " << i;
  }
  // A row more, in its right place.
  Bytes extra = {0, 1, 0};
  while (part_of(hash_of_key(extra), 3) != part) ++extra.back();
  SnapshotChunk chunk = good;
  chunk.rows.push_back({extra, {}});
  std::sort(chunk.rows.begin(), chunk.rows.end(), [](const SnapshotRow& a, const SnapshotRow& b) {
    return hash_of_key(a.key) < hash_of_key(b.key);
  });
  EXPECT_EQ(snapshot.fault_of(part, chunk), ChunkFault::wrong_hash);
  EXPECT_EQ(snapshot.fault_of(part, {}), ChunkFault::wrong_hash);
}

TEST(SnapshotChunks, InAnotherOrderOrTwiceAreRefused) {
  const Snapshot snapshot(100, 3);
  const std::uint32_t part = snapshot.part_with(2);
  SnapshotChunk chunk = snapshot.chunks[part];
  std::swap(chunk.rows[0], chunk.rows[1]);
  EXPECT_EQ(snapshot.fault_of(part, chunk), ChunkFault::out_of_order);
  chunk = snapshot.chunks[part];
  chunk.rows.insert(chunk.rows.begin(), chunk.rows.front());
  EXPECT_EQ(snapshot.fault_of(part, chunk), ChunkFault::out_of_order);
}

TEST(SnapshotChunks, OfAnotherPartAreRefused) {
  const Snapshot snapshot(100, 3);
  const std::uint32_t part = snapshot.part_with(1);
  const std::uint32_t other = part == 0 ? 1 : part - 1;
  EXPECT_EQ(snapshot.fault_of(other, snapshot.chunks[part]), ChunkFault::out_of_place);
}

TEST(SnapshotChunks, ThatCannotBeReadAreRefused) {
  const Snapshot snapshot(100, 0);
  const Bytes good = codec::encode(snapshot.chunks[0]);
  const auto fault_of = [&](ByteView bytes) { return open_chunk(snapshot.manifest, 0, bytes).error(); };
  for (std::size_t size = 0; size < good.size(); size += 1 + size / 16) {
    EXPECT_EQ(fault_of(ByteView(good).first(size)), ChunkFault::malformed) << size;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(fault_of(longer), ChunkFault::malformed);
  EXPECT_EQ(fault_of(Bytes(kMaxSnapshotChunkBytes + 1)), ChunkFault::too_large);
  EXPECT_EQ(snapshot.fault_of(0, {{{{1}, {}}}}), ChunkFault::malformed) << "a key without a table";
}

TEST(SnapshotManifests, WithAnotherRootOrPartAreRefused) {
  for (const auto depth : std::vector<std::uint8_t>{0, 1, 4}) {
    const Snapshot good(40, depth);
    ASSERT_EQ(good.fault(), std::nullopt);
    Snapshot snapshot = good;
    snapshot.manifest.header.state_root.bytes[0] ^= 1;
    snapshot.sign();
    EXPECT_EQ(snapshot.fault(), ManifestFault::wrong_state_root);
    for (std::size_t part = 0; part < good.manifest.parts.size(); ++part) {
      snapshot = good;
      snapshot.manifest.parts[part].hash.bytes[31] ^= 1;
      EXPECT_NE(snapshot.fault(), std::nullopt) << part;
    }
  }
}

TEST(SnapshotManifests, CannotShowALeafInAPartThatItIsNotIn) {
  Snapshot snapshot(1, 2);
  ASSERT_EQ(snapshot.fault(), std::nullopt);
  auto& parts = snapshot.manifest.parts;
  const auto at =
      std::find_if(parts.begin(), parts.end(), [](const Subtree& part) { return !part.is_empty(); });
  std::swap(*at, at == parts.begin() ? parts.back() : parts.front());
  EXPECT_EQ(root_of(parts), snapshot.manifest.header.state_root) << "the lifted leaf alone does not tell";
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
}

TEST(SnapshotManifests, CannotShowAWholeTreeAsOneLeaf) {
  Snapshot snapshot(40, 0);
  const Hash root = snapshot.manifest.header.state_root;
  snapshot.manifest.depth = 1;
  snapshot.manifest.parts = {{root, StateLeaf{}}, {}};
  EXPECT_EQ(root_of(snapshot.manifest.parts), root);
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
  snapshot.manifest.parts = {{root, std::nullopt}, {}};
  EXPECT_EQ(snapshot.fault(), ManifestFault::wrong_state_root);
}

TEST(SnapshotManifests, OfAnotherShapeAreRefused) {
  const Snapshot good(40, 2);
  Snapshot snapshot = good;
  snapshot.manifest.version = 2;
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
  snapshot = good;
  snapshot.manifest.parts.pop_back();
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
  snapshot = good;
  snapshot.manifest.depth = 1;
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
  snapshot = good;
  snapshot.manifest.depth = 13;
  snapshot.manifest.parts.resize(8192);
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
  snapshot = good;
  snapshot.manifest.header.height = Height{3};
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed) << "more parts than blocks";
  snapshot = good;
  snapshot.manifest.header.next_validator_set.bytes[0] ^= 1;
  snapshot.sign();
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed) << "of a block that closes its epoch";
  snapshot = good;
  snapshot.manifest.finality.path.resize(kMaxFinalityPath + 1);
  EXPECT_EQ(snapshot.fault(), ManifestFault::malformed);
}

TEST(SnapshotManifests, OfAnotherChainPastOrEpochAreRefused) {
  const Snapshot good(40, 2);
  Snapshot snapshot = good;
  snapshot.manifest.header.chain_id.bytes[0] ^= 1;
  snapshot.sign();
  EXPECT_EQ(snapshot.fault(), ManifestFault::other_chain);
  snapshot = good;
  snapshot.manifest.history[0].bytes[0] ^= 1;
  EXPECT_EQ(snapshot.fault(), ManifestFault::wrong_history);
  snapshot = good;
  snapshot.manifest.history.pop_back();
  EXPECT_EQ(snapshot.fault(), ManifestFault::wrong_history);
  snapshot = good;
  snapshot.manifest.header.epoch = Epoch{1};
  snapshot.sign();
  EXPECT_EQ(snapshot.fault(), ManifestFault::not_final);
}

TEST(SnapshotManifests, ThatTheEpochsValidatorsDidNotFinalizeAreRefused) {
  const Snapshot good(40, 2);
  Snapshot snapshot = good;
  snapshot.manifest.finality.finalization.signatures[1].bytes[0] ^= 1;
  EXPECT_EQ(snapshot.fault(), ManifestFault::not_final);
  snapshot = good;
  snapshot.manifest.finality = {};
  EXPECT_EQ(snapshot.fault(), ManifestFault::not_final);
  snapshot = good;
  snapshot.signers = std::make_shared<const Signers>(5);
  snapshot.sign();
  snapshot.signers = std::make_shared<const Signers>(4);
  EXPECT_EQ(snapshot.fault(), ManifestFault::not_final) << "signed by the next epoch's set";
  snapshot = good;
  ++snapshot.manifest.header.time.value;
  EXPECT_EQ(snapshot.fault(), ManifestFault::not_final) << "another header than the signed one";
}

TEST(Snapshots, OfAnySizeAndDepthAreWhatTheTreeSays) {
  for (const std::size_t rows : {0u, 1u, 2u, 3u, 100u, 10'000u}) {
    for (const auto depth : std::vector<std::uint8_t>{0, 1, 3, 12}) {
      SCOPED_TRACE(std::to_string(rows) + " rows at depth " + std::to_string(depth));
      const Snapshot snapshot(rows, depth);
      EXPECT_EQ(snapshot.fault(), std::nullopt);
      std::size_t found = 0;
      for (std::uint32_t part = 0; part < snapshot.chunks.size(); ++part) {
        EXPECT_EQ(snapshot.fault_of(part, snapshot.chunks[part]), std::nullopt) << part;
        EXPECT_EQ(snapshot.manifest.parts[part].is_empty(), snapshot.chunks[part].rows.empty());
        found += snapshot.chunks[part].rows.size();
      }
      EXPECT_EQ(found, rows);
    }
  }
}

TEST(Snapshots, FaultsHaveTheirNames) {
  EXPECT_EQ(to_string(ManifestFault::malformed), "malformed");
  EXPECT_EQ(to_string(ManifestFault::other_chain), "other_chain");
  EXPECT_EQ(to_string(ManifestFault::not_final), "not_final");
  EXPECT_EQ(to_string(ManifestFault::wrong_history), "wrong_history");
  EXPECT_EQ(to_string(ManifestFault::wrong_state_root), "wrong_state_root");
  EXPECT_EQ(to_string(ChunkFault::too_large), "too_large");
  EXPECT_EQ(to_string(ChunkFault::malformed), "malformed");
  EXPECT_EQ(to_string(ChunkFault::out_of_place), "out_of_place");
  EXPECT_EQ(to_string(ChunkFault::out_of_order), "out_of_order");
  EXPECT_EQ(to_string(ChunkFault::wrong_hash), "wrong_hash");
}

}  // namespace
}  // namespace kula::types
