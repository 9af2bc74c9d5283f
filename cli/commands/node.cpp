// kula node status | peers | ready | evidence: what a node says of itself and its peers, and what it can
// prove.
#include "cli/commands/all_commands.h"
#include "cli/commands/node_commands.h"
#include "cli/print.h"
#include "cli/render.h"
#include "cli/sender.h"
#include "ledger/codec/json.h"

namespace kula::cli {

namespace {

Result<ExitCode> show_status(const Arguments&, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->status();
  if (!status) return fail(status.error());
  if (settings.json) {
    print_json(codec::to_json(*status));
    return ExitCode::done;
  }
  print_line("chain      " + status->chain_id.text());
  print_line("height     " + status->height.text() + "  (" + time_text(status->time.text(), settings) + ")");
  print_line("state root " + status->state_root.text());
  print_line("validators " + std::to_string(status->validators) +
             (status->validator ? ", this node is one" : ""));
  print_line("pending    " + std::to_string(status->pending));
  print_line("clock      " + time_text(status->now.text(), settings) +
             (status->development ? "  (development network)" : ""));
  return ExitCode::done;
}

}  // namespace

std::vector<Command> node_commands() {
  return {{"node",
           "status",
           "A node's chain, height, view, peers, clock and pool",
           {},
           {"kula node status", "kula node status --node http://127.0.0.1:8702 --json"},
           show_status},
          node_join_command()};
}

}  // namespace kula::cli
