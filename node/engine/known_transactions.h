// Transactions seen lately, by the hash of their bytes: those that are being verified, are pooled, or came
// with a block. Bodies of proposals are gathered from here, and what a peer repeats is not parsed again. Says
// nothing of validity. Bounded: the oldest half is forgotten at once.
#pragma once

#include "ledger/types/block.h"
#include "node/engine/id_map.h"
#include "node/engine/limits.h"

namespace kula::engine {

class KnownTransactions {
 public:
  void insert(const types::TransactionPointer& transaction);
  // Null when it was not seen, or long ago. What is found is remembered longer.
  [[nodiscard]] types::TransactionPointer find(const types::TransactionBytesHash& hash);

 private:
  using Generation = IdMap<types::TransactionBytesHash, types::TransactionPointer>;
  Generation young_;
  Generation old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace kula::engine
