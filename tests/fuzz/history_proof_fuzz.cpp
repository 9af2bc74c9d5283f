#include "ledger/types/history.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  if (const auto proof = kula::fuzz::accept_canonical<kula::types::HistoryProof>(input)) {
    KULA_CHECK(!kula::types::verify_in_history({}, {}, *proof), "a block is in a history of nothing");
  }
}
