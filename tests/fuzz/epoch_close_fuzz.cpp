#include "ledger/types/epochs.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto close = kula::fuzz::accept_canonical<kula::types::EpochClose>(input);
  if (!close) return;
  kula::types::TrustedSet nobody{close->header.chain_id, close->header.epoch, {}, {}};
  nobody.validators.validators.resize(4);
  KULA_CHECK(!kula::types::advance(nobody, *close), "an epoch is closed by nobody's vote");
}
