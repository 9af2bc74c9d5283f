// Finds one of many writes by the hash of its key. The writes stay in order in a map, whose nodes never move.
#pragma once

#include <map>
#include <optional>

#include "ledger/base/hash_index.h"
#include "ledger/state/state_view.h"

namespace kula::state {

// What was written, by key; nothing = erased.
using Writes = std::map<StateKey, std::optional<Bytes>>;

// Not to be copied: it points into one map. A map that is moved takes its nodes along, and stays indexed.
class WriteIndex {
 public:
  WriteIndex() = default;
  // Of all that are there now.
  explicit WriteIndex(Writes& writes) {
    for (auto& write : writes) insert(write);
  }
  // REQUIRES that no write of this key is indexed.
  void insert(Writes::value_type& write) { index_.insert(hash_of_bytes(write.first), &write); }
  // Null when there is none.
  [[nodiscard]] const Writes::value_type* find(const StateKey& key) const {
    return index_.find(hash_of_bytes(key),
                       [&](const Writes::value_type& write) { return write.first == key; });
  }
  [[nodiscard]] Writes::value_type* find(const StateKey& key) {
    return const_cast<Writes::value_type*>(std::as_const(*this).find(key));
  }
  [[nodiscard]] bool empty() const { return index_.size() == 0; }
  void clear() { index_.clear(); }

 private:
  HashIndex<Writes::value_type*> index_;
};

}  // namespace kula::state
