#include "node/config.h"
#include "tests/fuzz/fuzz.h"

// What is accepted keeps to the bounds that config.h states.
KULA_FUZZ(input) {
  const auto config = kula::node::parse_config(kula::as_text(input), "kulad.toml");
  if (!config) {
    KULA_CHECK(!config.error().empty(), "a refusal without a reason");
    return;
  }
  KULA_CHECK(!config->data_dir.empty() && !config->http.host.empty(), "a required value is empty");
  KULA_CHECK(config->consensus.base_delta_ms >= 100 && config->consensus.heartbeat_ms >= 1000,
             "a timer below its bound");
}
