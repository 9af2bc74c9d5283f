#include "ledger/types/block.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto proof = kula::fuzz::accept_canonical<kula::types::FinalityProof>(input);
  if (!proof) return;
  kula::types::ValidatorSet set;
  set.validators.resize(4);
  KULA_CHECK(!kula::types::verify(*proof, {}, set), "a block is final by nobody's vote");
}
