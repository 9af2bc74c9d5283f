#include "ledger/storage/rocks/rocks_store.h"

#include <rocksdb/db.h>
#include <rocksdb/perf_level.h>

#include "ledger/base/check.h"
#include "ledger/storage/rocks/options.h"

namespace kula::storage {

namespace {

namespace fs = std::filesystem;

// What RocksDB's batch has before its entries, and at most, as good as always, before each one's key and
// value.
constexpr std::size_t kBatchHeadBytes = 12;
constexpr std::size_t kEntryHeadBytes = 8;

rocksdb::Slice slice_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
ByteView bytes_of(const rocksdb::Slice& slice) {
  return {reinterpret_cast<const std::uint8_t*>(slice.data()), slice.size()};
}
// Whether [first, end) holds versions of one row, and so nothing but keys that are the row and kVersionBytes:
// `end` is the row, kVersionBytes of 0xff and a zero byte. The end of a range of rows is a key plus one: its
// last byte is no zero.
bool is_range_of_versions(ByteView first, ByteView end) {
  if (first.size() <= rocks::kVersionBytes || end.size() != first.size() + 1) return false;
  const std::size_t row = first.size() - rocks::kVersionBytes;
  return std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(row), end.begin()) &&
         end.back() == 0 &&
         std::all_of(end.begin() + static_cast<std::ptrdiff_t>(row), end.end() - 1,
                     [](std::uint8_t byte) { return byte == 0xff; });
}

StoreError damaged(const fs::path& data_dir, const std::string& what) {
  return {"the store of " + data_dir.string() + " is damaged (" + what +
          "); run `kulad tool repair --data-dir " + data_dir.string() + "`"};
}

StoreError refused(const fs::path& data_dir, const std::string& what) {
  return {"the store of " + data_dir.string() + " cannot be opened (" + what +
          "); check the disk and the folder's owner with `df " + data_dir.string() + "` and `ls -ld " +
          data_dir.string() + "`"};
}

// RocksDB has no code for a lock that somebody else holds; these are the texts of its two ways to notice.
bool is_locked(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  return status.IsIOError() && (text.find("While lock file") != std::string::npos ||
                                text.find("lock hold by current process") != std::string::npos);
}

StoreError error_of(const rocksdb::Status& status, const fs::path& data_dir) {
  if (is_locked(status)) {
    const std::string lock = (data_dir / RocksStore::kFolder / "LOCK").string();
    return {"another process has the store of " + data_dir.string() + " open; stop it first (`fuser " + lock +
            "` names it)"};
  }
  if (status.IsInvalidArgument()) {
    return {"the store of " + data_dir.string() + " is of another version of kulad (" + status.ToString() +
            "); run the version that wrote it, or `kulad --version` to see this one"};
  }
  // A missing file is an IOError with the subcode PathNotFound.
  if (status.IsCorruption() || status.IsNotFound() || status.IsPathNotFound()) {
    return damaged(data_dir, status.ToString());
  }
  return refused(data_dir, status.ToString());
}

// RocksDB would start anew in a folder whose CURRENT file is lost, and delete what it finds there.
bool holds_data_without_current(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / "CURRENT", error)) return false;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const fs::path extension = it->path().extension();
    if (extension == ".sst" || extension == ".log") return true;
  }
  return false;
}

}  // namespace

struct RocksStore::Database {
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  fs::path data_dir;

  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    for (auto* family : families) db->DestroyColumnFamilyHandle(family);
  }

  [[nodiscard]] rocksdb::ColumnFamilyHandle* family(Column column) const {
    return families.at(rocks::kFirstColumn + static_cast<std::size_t>(column));
  }
  void check_read(const rocksdb::Status& status) const {
    if (!status.ok()) KULA_CHECK(false, damaged(data_dir, status.ToString()).message);
  }
  [[nodiscard]] static rocksdb::ReadOptions range_options(Column column, ByteView first, ByteView end) {
    rocksdb::ReadOptions options;
    if (column == Column::state && is_range_of_versions(first, end)) {
      options.prefix_same_as_start = true;  // filters tell which files have any version of the row
    } else {
      options.total_order_seek = true;
    }
    return options;
  }
};

RocksStore::RocksStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
RocksStore::~RocksStore() = default;

Expected<std::unique_ptr<RocksStore>, StoreError> RocksStore::open(const fs::path& data_dir) {
  const fs::path folder = data_dir / kFolder;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(refused(data_dir, error.message()));
  if (holds_data_without_current(folder)) return fail(damaged(data_dir, "its file CURRENT is missing"));

  auto database = std::make_unique<Database>();
  database->data_dir = data_dir;
  rocksdb::DB* db = nullptr;
  const auto status = rocksdb::DB::Open(rocks::database_options(), folder.string(), rocks::column_families(),
                                        &database->families, &db);
  if (!status.ok()) return fail(error_of(status, data_dir));
  database->db.reset(db);
  return std::unique_ptr<RocksStore>(new RocksStore(std::move(database)));
}

Expected<void, StoreError> RocksStore::repair(const fs::path& data_dir) {
  const auto status =
      rocksdb::RepairDB((data_dir / kFolder).string(), rocks::database_options(), rocks::column_families());
  if (!status.ok())
    return fail(is_locked(status) ? error_of(status, data_dir) : refused(data_dir, status.ToString()));
  return {};
}

std::optional<Bytes> RocksStore::get(Column column, ByteView key) const {
  rocksdb::PinnableSlice value;
  const auto status = database_->db->Get({}, database_->family(column), slice_of(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  database_->check_read(status);
  return to_bytes(bytes_of(value));
}

std::vector<std::optional<Bytes>> RocksStore::multi_get(Column column, const std::vector<Bytes>& keys) const {
  std::vector<rocksdb::Slice> slices;
  slices.reserve(keys.size());
  for (const Bytes& key : keys) slices.push_back(slice_of(key));
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  database_->db->MultiGet({}, database_->family(column), keys.size(), slices.data(), found.data(),
                          statuses.data());

  std::vector<std::optional<Bytes>> values(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    database_->check_read(statuses[i]);
    values[i] = to_bytes(bytes_of(found[i]));
  }
  return values;
}

void RocksStore::scan(Column column, ByteView first, ByteView end, const Visitor& visit) const {
  const rocksdb::Slice bound = slice_of(end);
  rocksdb::ReadOptions options = Database::range_options(column, first, end);
  if (!end.empty()) options.iterate_upper_bound = &bound;
  const std::unique_ptr<rocksdb::Iterator> it(database_->db->NewIterator(options, database_->family(column)));
  for (it->Seek(slice_of(first)); it->Valid(); it->Next()) {
    if (!visit(bytes_of(it->key()), bytes_of(it->value()))) return;
  }
  database_->check_read(it->status());
}

void RocksStore::scan_back(Column column, ByteView last, ByteView begin, const Visitor& visit) const {
  const rocksdb::Slice bound = slice_of(begin);
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  if (!begin.empty()) options.iterate_lower_bound = &bound;
  const std::unique_ptr<rocksdb::Iterator> it(database_->db->NewIterator(options, database_->family(column)));
  for (it->SeekForPrev(slice_of(last)); it->Valid(); it->Prev()) {
    if (!visit(bytes_of(it->key()), bytes_of(it->value()))) return;
  }
  database_->check_read(it->status());
}

Expected<void, StoreError> RocksStore::write(const WriteBatch& batch) {
  // Nobody reads the counters that RocksDB would keep of each comparison.
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable);
  std::size_t bytes = kBatchHeadBytes;
  for (const WriteBatch::Entry& entry : batch.entries())
    bytes += kEntryHeadBytes + entry.key.size() + (entry.value ? entry.value->size() : 0);
  rocksdb::WriteBatch rocks_batch(bytes);
  for (const WriteBatch::Entry& entry : batch.entries()) {
    auto* const family = database_->family(entry.column);
    const auto status = entry.value ? rocks_batch.Put(family, slice_of(entry.key), slice_of(*entry.value))
                                    : rocks_batch.Delete(family, slice_of(entry.key));
    KULA_CHECK(status.ok(), "a batch that cannot be built; report this as a bug");
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  const auto status = database_->db->Write(options, &rocks_batch);
  if (!status.ok()) {
    return fail(StoreError{"cannot write to the store of " + database_->data_dir.string() + " (" +
                           status.ToString() + "); check the disk with `df " + database_->data_dir.string() +
                           "`, then start again"});
  }
  return {};
}

}  // namespace kula::storage
