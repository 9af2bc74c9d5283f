#include "node/api/recovery.h"

#include "ledger/codec/json.h"

namespace kula::api {

Expected<RecoveryFile, std::string> parse_recovery(std::string_view text) {
  const auto json = codec::parse_json(text, {.max_bytes = kMaxRecoveryFileBytes});
  if (!json) return fail(json.error());
  return codec::from_json<RecoveryFile>(*json);
}

}  // namespace kula::api
