#include "node/engine/signature_cache.h"

#include "ledger/crypto/sha256.h"

namespace kula::engine {

SignatureCache::Key SignatureCache::key(const types::Transaction& transaction, const types::Auth& auth) {
  Bytes flat{auth.threshold};
  for (const auto& key : auth.keys) append(flat, key.view());
  return {transaction.bytes_hash(), crypto::sha256(flat)};
}

void SignatureCache::insert(const Key& key) {
  if (contains(key)) return;
  if (young_.size() >= kSignatureCacheSize / 2) old_ = std::exchange(young_, {});
  young_[key.first] = key.second;
}

execution::SignatureCheck SignatureCache::check(Metrics& metrics) {
  return [this, &metrics](const types::Transaction& transaction, const types::Auth& auth) {
    const auto cache_key = key(transaction, auth);
    if (contains(cache_key)) return true;
    ++metrics.signatures_fallback;
    if (!types::signed_by(auth, transaction.id(), transaction.signatures())) return false;
    insert(cache_key);
    return true;
  };
}

}  // namespace kula::engine
