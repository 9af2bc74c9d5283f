#include "node/engine/known_transactions.h"

namespace kula::engine {

void KnownTransactions::insert(const types::TransactionPointer& transaction) {
  const auto size = transaction->bytes().size();
  if (young_.size() >= kMaxKnownTransactions / 2 || young_bytes_ + size > kMaxKnownBytes / 2) {
    old_ = std::exchange(young_, {});
    young_bytes_ = 0;
  }
  auto& place = young_[transaction->bytes_hash()];
  if (place == nullptr) young_bytes_ += size;
  place = transaction;
}

types::TransactionPointer KnownTransactions::find(const types::TransactionBytesHash& hash) {
  if (const auto* const found = young_.find(hash)) return *found;
  const auto transaction = old_.take(hash);
  if (!transaction) return nullptr;
  insert(*transaction);
  return *transaction;
}

}  // namespace kula::engine
