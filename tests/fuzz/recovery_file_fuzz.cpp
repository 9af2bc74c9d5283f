#include "node/api/recovery.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  using namespace kula;
  const auto json = codec::parse_json(as_text(input), {.max_bytes = api::kMaxRecoveryFileBytes});
  if (!json) return;
  const auto file = codec::from_json<api::RecoveryFile>(*json);
  if (!file) return;
  const auto again = codec::from_json<api::RecoveryFile>(codec::to_json(*file));
  KULA_CHECK(again && fuzz::same(codec::encode(*again), codec::encode(*file)),
             "a file changes when it is written and read again");
}
