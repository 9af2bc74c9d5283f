#include "ledger/types/snapshot.h"
#include "tests/fuzz/fuzz.h"

// Rows are refused, or make a part whose hash only they make.
KULA_FUZZ(input) {
  const auto chunk = kula::fuzz::accept_canonical<kula::types::SnapshotChunk>(input);
  kula::types::SnapshotManifest manifest;
  manifest.parts.resize(1);
  const auto opened = kula::types::open_chunk(manifest, 0, input);
  KULA_CHECK(!opened || opened->rows.empty(), "rows were found in an empty part");
  if (!chunk || chunk->rows.empty() || opened.error() != kula::types::ChunkFault::wrong_hash) return;
  std::vector<kula::types::StateLeaf> leaves;
  for (const auto& row : chunk->rows) {
    leaves.push_back({kula::types::hash_of_key(row.key), kula::types::state_value_hash(row.value)});
  }
  manifest.parts[0] = kula::types::subtree_of(leaves, 0);
  KULA_CHECK(kula::types::open_chunk(manifest, 0, input).has_value(), "the rows of a part are refused");
}
