#include "ledger/types/state_proof.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto proof = kula::fuzz::accept_canonical<kula::types::StateProof>(input);
  if (!proof) return;
  kula::Hash root;
  root.bytes[0] = 1;
  KULA_CHECK(!kula::types::verify_inclusion(root, {}, {}, *proof),
             "a root without known preimage proves a value");
  KULA_CHECK(!kula::types::verify_absence(root, {}, *proof),
             "a root without known preimage proves an absence");
}
