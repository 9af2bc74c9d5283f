#include "ledger/types/recovery.h"

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"

namespace kula::types {

Hash hash_of(const RecoveryManifest& manifest) {
  return crypto::tagged_hash(crypto::kTagRecovery, {codec::encode(manifest)});
}

bool is_well_formed(const SignedRecovery& recovery) {
  const auto& signatures = recovery.signatures;
  for (std::size_t i = 1; i < signatures.size(); ++i) {
    if (!(signatures[i - 1].member < signatures[i].member)) return false;
  }
  return codec::encode(recovery).size() <= kMaxRecoveryBytes;
}

}  // namespace kula::types
