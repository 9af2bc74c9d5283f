#include "ledger/state/page.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  using namespace kula;
  const auto page = state::decode_page(input);
  if (!page) return;
  KULA_CHECK(fuzz::same(state::encode_page(*page), input),
             "an accepted page is not the encoding of its slots");
}
