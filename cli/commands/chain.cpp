// kula tx, block, node: what the chain and a node say.
#include "cli/commands/all_commands.h"
#include "cli/print.h"
#include "cli/render.h"
#include "cli/sender.h"
#include "ledger/codec/json.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

Result<ExitCode> show_transaction(const Arguments& arguments, const Settings& settings) {
  const auto id = types::TransactionId::from_text(arguments.text("ID"));
  if (!id) return usage_error("that is no transaction id", "ids are 64 digits of lower-case hex");
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->transaction(*id);
  if (!status) return fail(status.error());
  return report(settings, *status);
}

Result<ExitCode> show_block(const Arguments& arguments, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto block = node->get("/v1/blocks/" + url_encoded(arguments.text("HEIGHT")));
  if (!block) return fail(block.error());
  if (settings.json) {
    print_json(*block);
    return ExitCode::done;
  }
  const auto* header = block->find("header");
  print_line("block  " + std::string(header->string_at("height")) + "  " +
             std::string(block->string_at("id")));
  print_line("time   " + time_text(header->string_at("time"), settings));
  print_line("state  " + std::string(header->string_at("state_root")));
  std::vector<std::vector<std::string>> rows;
  for (const auto& transaction : *block->find("transactions")->as_array()) {
    std::string actions;
    for (const auto& action : *transaction.find("actions")->as_array()) {
      actions += (actions.empty() ? "" : "; ") + describe_action(action);
      if (actions.size() > 100) break;
    }
    rows.push_back({std::string(transaction.string_at("id")).substr(0, 12),
                    std::string(transaction.string_at("code_name")), actions});
  }
  print_table({"TRANSACTION", "OUTCOME", "ACTIONS"}, rows);
  return ExitCode::done;
}

Result<ExitCode> show_node(const Arguments&, const Settings& settings) {
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

std::vector<Command> chain_commands() {
  return {
      {"tx",
       "show",
       "What became of a transaction",
       {{"ID", "Transaction id", true, false, false}},
       {"kula tx show 3f…", "kula tx show 3f… --json"},
       show_transaction},
      {"block",
       "show",
       "A block with its transactions",
       {{"HEIGHT", "Height, or tip", true, false, false}},
       {"kula block show tip", "kula block show 12 --json"},
       show_block},
      {"node",
       "status",
       "A node's chain, height, clock and pool",
       {},
       {"kula node status", "kula node status --node http://127.0.0.1:8701 --json"},
       show_node},
  };
}

}  // namespace kula::cli
