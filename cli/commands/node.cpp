// kula node status | peers: what a node says of itself and of the others.
#include "cli/commands/all_commands.h"
#include "cli/commands/node_columns.h"
#include "cli/commands/node_commands.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/render.h"
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
  print_line("chain       " + status->chain_id.text());
  print_line("height      " + status->height.text() + "  (" + time_text(status->time.text(), settings) + ")");
  if (status->first_height.value > 0)
    print_line("history     blocks above " + status->first_height.text() + ": it began with a snapshot");
  print_line("state root  " + status->state_root.text());
  print_line("epoch, view " + status->epoch.text() + ", " + status->view.text() + "  (final in view " +
             status->final_view.text() + ")");
  print_line("certificate " + duration_text(status->certificate_age_ms) + " old");
  print_line("validators  " + std::to_string(status->validators) +
             (status->validator ? ", this node is one" : ""));
  print_line("peers       " + peers_text(*status) + " connected");
  print_line("readiness   " + readiness_text(*status));
  print_line("pending     " + std::to_string(status->pending));
  print_line("clock       " + time_text(status->now.text(), settings) +
             (status->development ? "  (development network)" : ""));
  return ExitCode::done;
}

Result<ExitCode> show_peers(const Arguments&, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto list = node->peers();
  if (!list) return fail(list.error());
  if (settings.json) {
    print_json(codec::to_json(*list));
    return ExitCode::done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& peer : list->peers) rows.push_back(peer_columns(peer));
  print_table({"NODE", "VOTES", "LINK", "HEIGHT", "LAG", "VIEW", "CLOCK", "HEARD"}, rows, {3, 4, 5, 6, 7});
  return ExitCode::done;
}

}  // namespace

std::vector<Command> node_commands() {
  return {{"node",
           "status",
           "A node's chain, height, view, peers, clock and pool",
           {},
           {"kula node status", "kula node status --node http://127.0.0.1:8702 --json"},
           show_status,
           Reach::node},
          {"node",
           "peers",
           "The nodes of the network, and how one node sees them: link, height, lag, clock",
           {},
           {"kula node peers", "kula node peers --node http://127.0.0.1:8702 --json"},
           show_peers,
           Reach::node},
          node_join_command(),
          node_ready_command(),
          node_evidence_command()};
}

}  // namespace kula::cli
