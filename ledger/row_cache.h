// A bounded cache of state rows: set-associative, the least recently used row of a set makes place. Which
// rows it holds changes the speed of the ledger and nothing else. One thread.
#pragma once

#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/limits.h"

namespace kula::ledger {

class RowCache {
 public:
  explicit RowCache(std::size_t sets = kRowCacheSets) : sets_(sets) {}

  // The row's value, or nothing inside when the key is known to have none; null when the cache does not know.
  // Valid until the next put().
  [[nodiscard]] const std::optional<Bytes>* find(ByteView key);
  void put(ByteView key, const std::optional<Bytes>& value);

 private:
  struct Row {
    std::uint64_t hash = 0;
    std::uint64_t used = 0;
    Bytes key;
    std::optional<Bytes> value;
  };
  using Set = std::vector<Row>;

  // An adversary who makes keys meet in one set gains misses, not work: a set has at most kRowCacheWays rows.
  [[nodiscard]] Set& set_of(std::uint64_t hash) { return sets_[hash % sets_.size()]; }
  [[nodiscard]] static Row* find_in(Set& set, std::uint64_t hash, ByteView key);

  std::vector<Set> sets_;
  std::uint64_t clock_ = 0;
};

}  // namespace kula::ledger
