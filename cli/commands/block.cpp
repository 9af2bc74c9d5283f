// kula block show.
#include "cli/commands/all_commands.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/render.h"
#include "cli/value_text.h"
#include "ledger/codec/json.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

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
  const ValueText values(settings, node->period_rule());
  std::vector<std::vector<std::string>> rows;
  for (const auto& transaction : *block->find("transactions")->as_array()) {
    std::string actions;
    for (const auto& action : *transaction.find("actions")->as_array()) {
      actions += (actions.empty() ? "" : "; ") + describe_action(action, values);
      if (actions.size() > 100) break;
    }
    rows.push_back({std::string(transaction.string_at("id")).substr(0, 12),
                    std::string(transaction.string_at("code_name")), actions});
  }
  print_table({"TRANSACTION", "OUTCOME", "ACTIONS"}, rows);
  return ExitCode::done;
}

}  // namespace

std::vector<Command> block_commands() {
  return {{"block",
           "show",
           "A block with its transactions",
           {{"HEIGHT", "Height, or tip", true, false, false}},
           {"kula block show tip", "kula block show 12 --json"},
           show_block,
           Reach::node}};
}

}  // namespace kula::cli
