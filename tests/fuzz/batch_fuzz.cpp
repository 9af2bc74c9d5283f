#include "node/api/batch.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  using namespace kula;
  const auto items = api::decode_batch(input);
  if (!items) return;
  KULA_CHECK(fuzz::same(api::encode_batch(*items), input),
             "an accepted batch is not the encoding of its items");
}
