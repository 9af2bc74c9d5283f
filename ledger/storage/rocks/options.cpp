#include "ledger/storage/rocks/options.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

namespace kula::storage::rocks {

namespace {

constexpr std::size_t kMebibyte = 1024 * 1024;
constexpr std::size_t kBlockCacheBytes =
    256 * kMebibyte;  // blocks, indexes and filters of all columns together
constexpr std::size_t kAllMemtableBytes = 128 * kMebibyte;
constexpr std::size_t kMaxLogBytes = 256 * kMebibyte;  // bounds what a start after kill -9 replays: seconds
constexpr int kOpenFiles = 512;         // half of the usual limit of a process; peers need the rest
constexpr int kBackgroundJobs = 2;      // one flush, one compaction, on two cores
constexpr std::size_t kTableBytes = 2;  // a state key begins with its table
constexpr int kBloomBitsPerKey = 10;    // one false hit in a hundred

enum class Contents { incompressible, compressible };
enum class Reads { by_key, by_range, newest_version };

struct ColumnProfile {
  const char* name;  // on disk: never changed
  Contents contents;
  Reads reads;
  std::size_t memtable_bytes;
};

// In the order of Column. Hashes and signatures do not compress.
constexpr std::array<ColumnProfile, kColumnCount> kProfiles = {{
    {"meta", Contents::incompressible, Reads::by_key, 4 * kMebibyte},
    {"blocks", Contents::compressible, Reads::by_key, 32 * kMebibyte},
    {"receipts", Contents::compressible, Reads::by_key, 32 * kMebibyte},
    {"certificates", Contents::incompressible, Reads::by_key, 4 * kMebibyte},
    {"block_ids", Contents::incompressible, Reads::by_key, 4 * kMebibyte},
    {"transactions", Contents::incompressible, Reads::by_key, 16 * kMebibyte},
    {"state", Contents::compressible, Reads::newest_version, 64 * kMebibyte},
    {"tree", Contents::incompressible, Reads::by_key, 64 * kMebibyte},
    {"tree_stale", Contents::incompressible, Reads::by_range, 8 * kMebibyte},
    {"history", Contents::incompressible, Reads::by_key, 4 * kMebibyte},
    {"index", Contents::compressible, Reads::by_range, 32 * kMebibyte},
    {"epochs", Contents::incompressible, Reads::by_key, kMebibyte},
}};

// Cuts the version off a versioned key, so that a filter answers whether a row has any version in a file.
class RowOfVersionedKey final : public rocksdb::SliceTransform {
 public:
  [[nodiscard]] const char* Name() const override { return "kula.row"; }
  [[nodiscard]] bool InDomain(const rocksdb::Slice& key) const override { return key.size() > kVersionBytes; }
  [[nodiscard]] rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - kVersionBytes};
  }
};

bool has_lz4() {
  const auto supported = rocksdb::GetSupportedCompressions();
  return std::find(supported.begin(), supported.end(), rocksdb::kLZ4Compression) != supported.end();
}

rocksdb::ColumnFamilyOptions column_options(const ColumnProfile& profile,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;  // else they grow outside of the cache's bound
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;

  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = profile.memtable_bytes;
  options.max_write_buffer_number = 3;
  options.level_compaction_dynamic_level_bytes = true;
  options.compression = profile.contents == Contents::compressible && has_lz4() ? rocksdb::kLZ4Compression
                                                                                : rocksdb::kNoCompression;
  if (profile.reads != Reads::by_range)
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  if (profile.reads == Reads::newest_version) {
    options.prefix_extractor = std::make_shared<RowOfVersionedKey>();
    options.memtable_prefix_bloom_size_ratio = 0.05;
    table.whole_key_filtering = false;
  }
  // A block's rows of a column come in order, within a table of the state at least: each insertion begins
  // where the one before ended.
  const std::size_t together = profile.reads == Reads::newest_version ? kTableBytes : 0;
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(together));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.paranoid_checks = true;
  options.verify_sst_unique_id_in_manifest = true;
  options.track_and_verify_wals_in_manifest = true;
  // Every batch is synced, so a record that is broken anywhere but at the end of the log was lost by the
  // disk, and dropping it and what follows (the default) would forget blocks that were acknowledged.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.recycle_log_file_num = 0;
  // One thread writes: nothing to run in parallel.
  options.allow_concurrent_memtable_write = false;
  options.enable_write_thread_adaptive_yield = false;
  options.max_background_jobs = kBackgroundJobs;
  options.db_write_buffer_size = kAllMemtableBytes;
  options.max_total_wal_size = kMaxLogBytes;
  options.bytes_per_sync = kMebibyte;  // else a flush's last sync holds up the synced log
  options.max_open_files = kOpenFiles;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.keep_log_file_num = 4;
  options.max_log_file_size = 4 * kMebibyte;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_families() {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions{});
  for (const ColumnProfile& profile : kProfiles)
    families.emplace_back(profile.name, column_options(profile, cache));
  return families;
}

}  // namespace kula::storage::rocks
