#include "contracts/processor.h"
#include "node/api/transaction_json.h"
#include "tests/fuzz/fuzz.h"

// From JSON to a value, to bytes, and back to the same value: the way of transactions sent as JSON and of
// those that `kula tx` keeps in files.
KULA_FUZZ(input) {
  using namespace kula;
  static const contracts::ContractProcessor kContracts;
  const auto read = [](const codec::JsonValue& json) { return kContracts.action_from_json(json); };
  const auto document = codec::parse_json(as_text(input));
  if (!document) return;
  const auto value = api::transaction_from_json(*document, read);
  if (!value) return;
  KULA_CHECK(fuzz::accept_canonical<types::SignedTransaction>(codec::encode(*value)).has_value(),
             "a value read from JSON has no canonical bytes");
  const auto written = api::transaction_to_json(
      *value, [](const types::Action& action) { return kContracts.action_json(action); });
  const auto again = api::transaction_from_json(written, read);
  KULA_CHECK(again && fuzz::same(codec::encode(*again), codec::encode(*value)),
             "a transaction changes when it is written and read again");
}
