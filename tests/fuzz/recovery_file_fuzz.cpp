#include "node/api/recovery.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  using namespace kula;
  const auto file = api::parse_recovery(as_text(input));
  if (!file) return;
  const auto again = api::parse_recovery(codec::to_json(*file).dump());
  KULA_CHECK(again && fuzz::same(codec::encode(*again), codec::encode(*file)),
             "a file changes when it is written and read again");
}
