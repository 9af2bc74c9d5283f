#include "genesis/genesis_document.h"
#include "tests/fuzz/fuzz.h"

// What is accepted is the same document again from its own JSON, and has one name.
KULA_FUZZ(input) {
  using namespace kula;
  const auto document = genesis::parse_genesis(as_text(input));
  if (!document) {
    KULA_CHECK(!document.error().empty(), "a refusal without a reason");
    return;
  }
  KULA_CHECK(!genesis::find_fault(*document), "an unsound document is accepted");
  const auto again = genesis::parse_genesis(genesis::genesis_json(*document));
  KULA_CHECK(again.has_value(), "our own JSON is refused");
  KULA_CHECK(genesis::canonical_bytes(*again) == genesis::canonical_bytes(*document),
             "a document changes on its way through JSON");
}
