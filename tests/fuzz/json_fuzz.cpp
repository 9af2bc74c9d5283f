#include "ledger/codec/json_value.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto value = kula::codec::parse_json(kula::as_text(input));
  if (!value) return;
  for (const int indent : {0, 2}) {
    const auto again = kula::codec::parse_json(value->dump(indent), {.max_bytes = SIZE_MAX});
    KULA_CHECK(again && *again == *value, "a document changes when it is printed and read again");
  }
}
