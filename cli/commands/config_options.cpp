#include "cli/commands/config_options.h"

#include "ledger/base/number.h"
#include "node/api/limits.h"

namespace kula::cli {

Option snapshot_interval_option() {
  return {"snapshot-interval",
          "A snapshot for new nodes every so many blocks, on all nodes alike; 0: none (default 10000)", false,
          false, false};
}

Result<localnet::SnapshotInterval> snapshot_interval_of(const Arguments& arguments) {
  if (!arguments.has("snapshot-interval")) return std::nullopt;
  const auto interval = parse_u64(arguments.text("snapshot-interval"));
  if (interval && *interval <= api::kMaxSnapshotInterval) return interval;
  return usage_error(
      "--snapshot-interval is no number from 0 to " + std::to_string(api::kMaxSnapshotInterval),
      "use 1000 for one every 1000 blocks, 0 for none");
}

Option sync_option() {
  return {"sync", "How it gets the chain: snapshot, or blocks to have all history (default snapshot)", false,
          false, false};
}

Result<std::string> sync_of(const Arguments& arguments) {
  auto sync = arguments.text("sync");
  if (!arguments.has("sync") || sync == "snapshot" || sync == "blocks") return sync;
  return usage_error(
      "--sync is neither snapshot nor blocks",
      "use snapshot to begin with a recent state, blocks to have all history since the genesis");
}

}  // namespace kula::cli
