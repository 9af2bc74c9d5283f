#include "ledger/row_cache.h"

#include "ledger/base/hash_index.h"

namespace kula::ledger {

RowCache::Row* RowCache::find_in(Set& set, std::uint64_t hash, ByteView key) {
  for (Row& row : set) {
    if (row.hash == hash && std::equal(row.key.begin(), row.key.end(), key.begin(), key.end())) return &row;
  }
  return nullptr;
}

const std::optional<Bytes>* RowCache::find(ByteView key) {
  const std::uint64_t hash = hash_of_bytes(key);
  Row* row = find_in(set_of(hash), hash, key);
  if (row == nullptr) return nullptr;
  row->used = ++clock_;
  return &row->value;
}

void RowCache::put(ByteView key, const std::optional<Bytes>& value) {
  const std::uint64_t hash = hash_of_bytes(key);
  Set& set = set_of(hash);
  Row* row = find_in(set, hash, key);
  if (key.size() + (value ? value->size() : 0) > kMaxCachedRowBytes) {
    // What was known of the key is no longer true.
    if (row != nullptr) set.erase(set.begin() + (row - set.data()));
    return;
  }
  if (row == nullptr) {
    if (set.size() < kRowCacheWays) {
      row = &set.emplace_back();
    } else {
      row = &*std::min_element(set.begin(), set.end(),
                               [](const Row& a, const Row& b) { return a.used < b.used; });
    }
    row->hash = hash;
    row->key.assign(key.begin(), key.end());
  }
  row->value = value;
  row->used = ++clock_;
}

}  // namespace kula::ledger
