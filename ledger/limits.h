// Limits of the ledger's memory, each with its reason.
#pragma once

#include <cstddef>

namespace kula::ledger {

// Executed blocks that are not final: one a view is normal, and consensus stops building on more than 8
// (R14).
inline constexpr std::size_t kMaxExecutedBlocks = 64;

// Cache of state rows at the tip: 2^15 sets of 8 rows; some 60 MiB when full of rows of ~150 bytes.
inline constexpr std::size_t kRowCacheSets = std::size_t{1} << 15;
inline constexpr std::size_t kRowCacheWays = 8;
// Larger rows are read from the store each time: bounds the cache at 256 MiB whatever transactions write.
inline constexpr std::size_t kMaxCachedRowBytes = 1024;

// A scan reads at most this many rows that it cannot use (other versions of a key) before it seeks past them:
// about what one seek costs.
inline constexpr std::size_t kRowsBeforeSeek = 16;
// Runs of erased keys worth remembering, and how many are: a queue leaves one run, and there are few queues.
inline constexpr std::size_t kMinEmptyRangeKeys = 32;
inline constexpr std::size_t kMaxEmptyRanges = 256;

// Rows erased in one batch when what a broken snapshot sync left is cleared: a few hundred KB of keys.
inline constexpr std::size_t kMaxErasedRows = 4096;

// Snapshots (R19): a chunk is cut at about this size, half of which is typical; it is what one message moves
// and what is lost when a peer sends a bad one.
inline constexpr std::size_t kSnapshotChunkBytes = std::size_t{512} * 1024;
// Where a part's rows lie is known to a stretch of so many rows: what is read beside a row that is wanted
// costs no more than finding it. And of so many rows of the store that are passed, where most were erased.
inline constexpr std::size_t kStretchRows = 16;
inline constexpr std::size_t kStretchPassed = 128;
// Knowing it takes four bytes a row and a hundred a stretch, in memory for as long as the snapshot is served:
// some 160 MiB where most stretches are whole, and never more than twice that.
inline constexpr std::size_t kMaxSnapshotRows = std::size_t{1} << 24;
inline constexpr std::size_t kMaxSnapshotStretches = std::size_t{1} << 21;
// Rows held while a snapshot is made: a larger state is read in more than one pass.
inline constexpr std::size_t kSnapshotBufferBytes = std::size_t{64} * 1024 * 1024;

}  // namespace kula::ledger
