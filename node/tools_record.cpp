// Tools for a validator's signing record.
#include <cstdio>

#include "node/record.h"
#include "node/tool_list.h"

namespace kula::node {

int tool_init(const ToolOptions& options) {
  const auto& data_dir = options.at("data-dir");
  if (const auto done = init_validator(data_dir); !done) return tool_failed(done.error());
  std::printf("The signing record is open. Start the node: kulad --config kulad.toml\n");
  return kExitDone;
}

int tool_rejoin(const ToolOptions& options) {
  if (const auto done = rejoin(options.at("data-dir")); !done) return tool_failed(done.error());
  std::printf(
      "A new signing record has begun. Start the node: it follows, and votes again when enough of the others "
      "have told it where they stand.\n");
  return kExitDone;
}

int tool_rejoin_alone(const ToolOptions& options) {
  const auto last_final = types::BlockId::from_text(options.at("final"));
  if (!last_final) return tool_misused("--final: must be a block's id, 64 hex digits");
  if (const auto done = rejoin_alone(options.at("data-dir"), *last_final); !done)
    return tool_failed(done.error());
  std::printf("A new signing record is open. Start the node: kulad --config kulad.toml\n");
  return kExitDone;
}

}  // namespace kula::node
