#include "ledger/stable_digest.h"

#include "ledger/crypto/tags.h"

namespace kula::ledger {

Hash stable_digest(const state::StateView& state, const StableRow& stable_row) {
  std::vector<Hash> rows;
  state.scan({}, {}, [&](ByteView key, ByteView value) {
    const Bytes row = stable_row(key, value);
    if (!row.empty()) rows.push_back(crypto::sha256(row));
    return true;
  });
  std::sort(rows.begin(), rows.end());
  Bytes all;
  all.reserve(rows.size() * Hash::kSize);
  for (const Hash& row : rows) append(all, row.view());
  return crypto::tagged_hash(crypto::kTagReplayDigest, {all});
}

}  // namespace kula::ledger
