#include "ledger/types/validator_set.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto set = kula::fuzz::accept_canonical<kula::types::ValidatorSet>(input);
  if (set && set->is_valid())
    KULA_CHECK(set->quorum() > 2 * set->max_faulty(), "a quorum without an honest majority");
}
