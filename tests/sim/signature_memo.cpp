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

void forget_signatures() { memo().clear(); }

}  // namespace kula::sim

// The mangled names of crypto::verify and SecretKey::sign: a member function takes its object as first
// argument.
#define KULA_VERIFY \
  _ZN4kula6crypto6verifyERKNS_10FixedBytesILm32ENS0_12PublicKeyTagEEESt4spanIKhLm18446744073709551615EERKNS1_ILm64ENS0_12SignatureTagEEE
#define KULA_SIGN _ZNK4kula6crypto9SecretKey4signERKNS_10FixedBytesILm32ENS_7HashTagEEES6_
#define KULA_JOIN(a, b) a##b
#define KULA_WRAP(name) KULA_JOIN(__wrap_, name)
#define KULA_REAL(name) KULA_JOIN(__real_, name)

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
extern "C" {
bool KULA_REAL(KULA_VERIFY)(const kula::crypto::PublicKey& key, kula::ByteView message,
                            const kula::crypto::Signature& signature);
bool KULA_WRAP(KULA_VERIFY)(const kula::crypto::PublicKey& key, kula::ByteView message,
                            const kula::crypto::Signature& signature);
kula::crypto::Signature KULA_REAL(KULA_SIGN)(const kula::crypto::SecretKey* self, const kula::Hash& message,
                                             const kula::Hash& auxiliary);
kula::crypto::Signature KULA_WRAP(KULA_SIGN)(const kula::crypto::SecretKey* self, const kula::Hash& message,
                                             const kula::Hash& auxiliary);
}

bool KULA_WRAP(KULA_VERIFY)(const kula::crypto::PublicKey& key, kula::ByteView message,
                            const kula::crypto::Signature& signature) {
  using namespace kula::sim;
  const auto digest = kula::Hash::from_view(message);
  if (!digest) return KULA_REAL(KULA_VERIFY)(key, message, signature);
  const MemoryScope world(kNobody);
  const auto [place, is_new] = memo().try_emplace({key, *digest, signature}, false);
  if (is_new) place->second = KULA_REAL(KULA_VERIFY)(key, message, signature);
  return place->second;
}

kula::crypto::Signature KULA_WRAP(KULA_SIGN)(const kula::crypto::SecretKey* self, const kula::Hash& message,
                                             const kula::Hash& auxiliary) {
  using namespace kula::sim;
  const auto signature = KULA_REAL(KULA_SIGN)(self, message, auxiliary);
  const MemoryScope world(kNobody);
  memo().insert_or_assign({self->public_key(), message, signature}, true);
  return signature;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
