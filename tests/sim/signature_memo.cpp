#include "tests/sim/signature_memo.h"

#include <cstring>
#include <unordered_map>

#include "ledger/crypto/keys.h"
#include "tests/sim/memory.h"

namespace kula::sim {

namespace {

struct Case {
  crypto::PublicKey key;
  Hash message;
  crypto::Signature signature;
  bool operator==(const Case&) const = default;
};
struct CaseHash {
  std::size_t operator()(const Case& one) const {
    std::size_t value = 0;
    std::memcpy(&value, one.signature.bytes.data() + 8, sizeof value);
    return value;
  }
};

std::unordered_map<Case, bool, CaseHash>& memo() {
  static std::unordered_map<Case, bool, CaseHash> cases;
  return cases;
}

}  // namespace

// The mangled names of crypto::verify and SecretKey::sign: a member function takes its object as first
// argument.
#define KULA_VERIFY                                    \
  "_ZN4kula6crypto6verifyERKNS_10FixedBytesILm32ENS0_" \
  "12PublicKeyTagEEESt4spanIKhLm18446744073709551615EERKNS1_ILm64ENS0_12SignatureTagEEE"
#define KULA_SIGN "_ZNK4kula6crypto9SecretKey4signERKNS_10FixedBytesILm32ENS_7HashTagEEES6_"

// What the linker calls __real_, and what it calls in place of it.
bool really_verify(const crypto::PublicKey& key, ByteView message,
                   const crypto::Signature& signature) __asm__("__real_" KULA_VERIFY);
bool verify_once(const crypto::PublicKey& key, ByteView message,
                 const crypto::Signature& signature) __asm__("__wrap_" KULA_VERIFY);
crypto::Signature really_sign(const crypto::SecretKey* self, const Hash& message,
                              const Hash& auxiliary) __asm__("__real_" KULA_SIGN);
crypto::Signature sign_and_learn(const crypto::SecretKey* self, const Hash& message,
                                 const Hash& auxiliary) __asm__("__wrap_" KULA_SIGN);

bool verify_once(const crypto::PublicKey& key, ByteView message, const crypto::Signature& signature) {
  const auto digest = Hash::from_view(message);
  if (!digest) return really_verify(key, message, signature);
  const MemoryScope world(kNobody);
  const auto [place, is_new] = memo().try_emplace({key, *digest, signature}, false);
  if (is_new) place->second = really_verify(key, message, signature);
  return place->second;
}

crypto::Signature sign_and_learn(const crypto::SecretKey* self, const Hash& message, const Hash& auxiliary) {
  const auto signature = really_sign(self, message, auxiliary);
  const MemoryScope world(kNobody);
  memo().insert_or_assign({self->public_key(), message, signature}, true);
  return signature;
}

void forget_signatures() { memo().clear(); }

}  // namespace kula::sim
