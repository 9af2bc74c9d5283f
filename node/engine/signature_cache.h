// Which transactions are known to be signed by which auth, so that nothing is verified twice: what admission
// verified is not verified again when a block is built or checked. Bounded: the oldest half is forgotten at
// once.
#pragma once

#include <set>

#include "ledger/execution/execute_block.h"
#include "node/engine/limits.h"
#include "node/engine/metrics.h"

namespace kula::engine {

class SignatureCache {
 public:
  using Key = std::pair<types::TransactionBytesHash, Hash>;  // a transaction's bytes, hash of the auth
  [[nodiscard]] static Key key(const types::Transaction& transaction, const types::Auth& auth);

  // Only what was verified.
  void insert(const Key& key);
  [[nodiscard]] bool contains(const Key& key) const { return young_.contains(key) || old_.contains(key); }

  // For the ledger: answers from the cache, else verifies and remembers. REQUIRES both outlive the check.
  [[nodiscard]] execution::SignatureCheck check(Metrics& metrics);

 private:
  std::set<Key> young_;
  std::set<Key> old_;
};

}  // namespace kula::engine
