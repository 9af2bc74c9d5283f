// RocksDB's settings for our columns. Included by this folder's .cpp files only.
#pragma once

#include <rocksdb/db.h>

#include "ledger/storage/key_value_store.h"

namespace kula::storage::rocks {

[[nodiscard]] rocksdb::DBOptions database_options();

// RocksDB's own default column family (empty, and demanded by RocksDB), then ours by number.
inline constexpr std::size_t kFirstColumn = 1;
[[nodiscard]] std::vector<rocksdb::ColumnFamilyDescriptor> column_families();

// A key of column `state` ends in its version, an inverted height.
inline constexpr std::size_t kVersionBytes = 8;

}  // namespace kula::storage::rocks
