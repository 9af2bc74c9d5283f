#include "node/engine/known_transactions.h"

namespace kula::engine {

void KnownTransactions::insert(const types::TransactionPointer& transaction) {
  const auto size = transaction->bytes().size();
  if (young_.size() >= kMaxKnownTransactions / 2 || young_bytes_ + size > kMaxKnownBytes / 2) {
    old_ = std::exchange(young_, {});
    young_bytes_ = 0;
  }
  if (young_.emplace(transaction->bytes_hash(), transaction).second) young_bytes_ += size;
}

types::TransactionPointer KnownTransactions::find(const types::TransactionBytesHash& hash) {
  if (const auto found = young_.find(hash); found != young_.end()) return found->second;
  const auto found = old_.find(hash);
  if (found == old_.end()) return nullptr;
  auto transaction = std::move(found->second);
  old_.erase(found);
  insert(transaction);
  return transaction;
}

}  // namespace kula::engine
