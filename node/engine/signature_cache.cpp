#include "node/engine/signature_cache.h"

namespace kula::engine {

void SignatureCache::insert(const types::Transaction& transaction, const types::Auth& auth) {
  if (contains(transaction, auth)) return;
  if (young_.size() >= kSignatureCacheSize / 2) old_ = std::exchange(young_, {});
  young_[transaction.bytes_hash()] = auth;
}

execution::SignatureCheck SignatureCache::check(Metrics& metrics) {
  return [this, &metrics](const types::Transaction& transaction, const types::Auth& auth) {
    if (contains(transaction, auth)) return true;
    ++metrics.signatures_fallback;
    if (!types::signed_by(auth, transaction.id(), transaction.signatures())) return false;
    insert(transaction, auth);
    return true;
  };
}

}  // namespace kula::engine
