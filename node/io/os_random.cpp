#include "node/io/os_random.h"

#include "ledger/crypto/random.h"

namespace kula::io {

Hash OsRandom::next() { return crypto::os_random_hash(); }

consensus::RecordSalt random_salt() {
  return *consensus::RecordSalt::from_view(crypto::os_random(consensus::RecordSalt::kSize));
}

Bytes random_secret() { return crypto::os_random(32); }

}  // namespace kula::io
