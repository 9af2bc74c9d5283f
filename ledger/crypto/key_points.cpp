#include "ledger/crypto/key_points.h"

#include <cstring>
#include <secp256k1_extrakeys.h>
#include <secp256k1_schnorrsig.h>

#include "ledger/crypto/curve.h"

namespace kula::crypto {

bool KeyPoints::verify(const PublicKey& key, const Hash& message, const Signature& signature) {
  static_assert(sizeof(secp256k1_xonly_pubkey) == sizeof(Slot::point));
  // The first bytes of a key are as good as a hash. Who grinds keys into one slot makes us as fast as
  // without.
  const std::size_t place = key.bytes[0] | std::size_t{key.bytes[1]} << 8 | std::size_t{key.bytes[2]} << 16;
  Slot& slot = slots_[place % slots_.size()];
  secp256k1_xonly_pubkey point;
  if (slot.key == key && !key.is_zero()) {
    std::memcpy(point.data, slot.point.data(), sizeof point.data);
  } else {
    if (secp256k1_xonly_pubkey_parse(curve(), &point, key.bytes.data()) != 1) return false;
    slot.key = key;
    std::memcpy(slot.point.data(), point.data, sizeof point.data);
  }
  return secp256k1_schnorrsig_verify(curve(), signature.bytes.data(), message.bytes.data(),
                                     message.bytes.size(), &point) == 1;
}

}  // namespace kula::crypto
