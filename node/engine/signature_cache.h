// Which transactions are known to be signed by which auth, so that nothing is verified twice: what admission
// verified is not verified again when a block is built or checked. Bounded: the oldest half is forgotten at
// once.
#pragma once

#include "ledger/execution/execute_block.h"
#include "node/engine/id_map.h"
#include "node/engine/limits.h"
#include "node/engine/metrics.h"

namespace kula::engine {

class SignatureCache {
 public:
  using Key = std::pair<types::TransactionBytesHash, Hash>;  // a transaction's bytes, hash of the auth
  [[nodiscard]] static Key key(const types::Transaction& transaction, const types::Auth& auth);

  // Only what was verified.
  void insert(const Key& key);
  [[nodiscard]] bool contains(const Key& key) const { return holds(young_, key) || holds(old_, key); }

  // For the ledger: answers from the cache, else verifies and remembers. REQUIRES both outlive the check.
  [[nodiscard]] execution::SignatureCheck check(Metrics& metrics);

 private:
  // The auth that signed it. A transaction has one at a time: the last that was asked about is remembered.
  using Signed = IdMap<types::TransactionBytesHash, Hash>;
  [[nodiscard]] static bool holds(const Signed& some, const Key& key) {
    const Hash* const auth = some.find(key.first);
    return auth != nullptr && *auth == key.second;
  }

  Signed young_;
  Signed old_;
};

}  // namespace kula::engine
