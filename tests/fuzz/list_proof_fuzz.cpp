#include "ledger/types/merkle_list.h"
#include "tests/fuzz/fuzz.h"

// A leaf that no proof can lead to the zero root: the root would be a preimage of zero.
KULA_FUZZ(input) {
  const auto proof = kula::fuzz::accept_canonical<kula::types::ListProof>(input);
  if (!proof) return;
  kula::Hash leaf;
  leaf.bytes[0] = 1;
  KULA_CHECK(!kula::types::verify_in_list({}, leaf, *proof), "a leaf is in an empty list");
}
