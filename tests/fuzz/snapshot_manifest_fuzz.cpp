#include "ledger/types/snapshot.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto manifest = kula::fuzz::accept_canonical<kula::types::SnapshotManifest>(input);
  if (!manifest) return;
  kula::types::TrustedSet nobody;
  nobody.chain_id = manifest->header.chain_id;
  nobody.epoch = manifest->header.epoch;
  nobody.validators.validators.resize(4);
  KULA_CHECK(kula::types::find_fault(*manifest, nobody).has_value(), "a snapshot is final by nobody's vote");
}
