#include "ledger/storage/memory_store.h"

namespace kula::storage {

std::optional<Bytes> MemoryStore::get(Column column, ByteView key) const {
  const auto found = entries(column).find(key);
  if (found == entries(column).end()) return std::nullopt;
  return found->second;
}

std::vector<std::optional<Bytes>> MemoryStore::multi_get(Column column,
                                                         const std::vector<Bytes>& keys) const {
  std::vector<std::optional<Bytes>> values;
  values.reserve(keys.size());
  for (const Bytes& key : keys) values.push_back(get(column, key));
  return values;
}

void MemoryStore::scan(Column column, ByteView first, ByteView end, const Visitor& visit) const {
  const Entries& all = entries(column);
  for (auto it = all.lower_bound(first); it != all.end(); ++it) {
    if (!end.empty() && !bytes_less(it->first, end)) return;
    if (!visit(it->first, it->second)) return;
  }
}

void MemoryStore::scan_back(Column column, ByteView last, ByteView begin, const Visitor& visit) const {
  const Entries& all = entries(column);
  for (auto it = all.upper_bound(last); it != all.begin();) {
    --it;
    if (bytes_less(it->first, begin) || !visit(it->first, it->second)) return;
  }
}

Expected<void, StoreError> MemoryStore::write(const WriteBatch& batch) {
  if (next_error_) {
    StoreError error = std::move(*next_error_);
    next_error_.reset();
    return fail(std::move(error));
  }
  for (const WriteBatch::Entry& entry : batch.entries()) {
    Entries& column = columns_.at(static_cast<std::size_t>(entry.column));
    if (entry.value) {
      column.insert_or_assign(entry.key, *entry.value);
    } else {
      column.erase(entry.key);
    }
  }
  return {};
}

std::unique_ptr<MemoryStore> MemoryStore::snapshot() const {
  auto copy = std::make_unique<MemoryStore>();
  copy->columns_ = columns_;
  return copy;
}

}  // namespace kula::storage
