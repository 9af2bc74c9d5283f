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
  // Only what was verified.
  void insert(const types::Transaction& transaction, const types::Auth& auth);
  [[nodiscard]] bool contains(const types::Transaction& transaction, const types::Auth& auth) const {
    return holds(young_, transaction, auth) || holds(old_, transaction, auth);
  }

  // For the ledger: answers from the cache, else verifies and remembers. REQUIRES both outlive the check.
  [[nodiscard]] execution::SignatureCheck check(Metrics& metrics);

 private:
  // By all of a transaction's bytes, the signatures among them; the auth that signed it. A transaction has
  // one at a time: the last that was asked about is remembered.
  using Signed = IdMap<types::TransactionBytesHash, types::Auth>;
  [[nodiscard]] static bool holds(const Signed& some, const types::Transaction& transaction,
                                  const types::Auth& auth) {
    const auto* const signer = some.find(transaction.bytes_hash());
    return signer != nullptr && *signer == auth;
  }

  Signed young_;
  Signed old_;
};

}  // namespace kula::engine
