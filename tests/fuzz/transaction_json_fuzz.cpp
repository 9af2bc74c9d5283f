#include "ledger/types/transaction.h"
#include "tests/fuzz/fuzz.h"

// From JSON to a value, to bytes, and back to the same value: the way of transactions sent as JSON.
KULA_FUZZ(input) {
  const auto document = kula::codec::parse_json(kula::as_text(input));
  if (!document) return;
  const auto value = kula::codec::from_json<kula::types::SignedTransaction>(*document);
  if (!value) return;
  KULA_CHECK(
      kula::fuzz::accept_canonical<kula::types::SignedTransaction>(kula::codec::encode(*value)).has_value(),
      "a value read from JSON has no canonical bytes");
}
