// One command for every named query of the contracts, made from its schema: payouts, access checks.
#include "cli/commands/all_commands.h"
#include "cli/commands/answer_schemas.h"
#include "cli/commands/answer_text.h"
#include "cli/commands/schema_options.h"
#include "cli/contract_kinds.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/sender.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

// A query's parameters travel as text in the URL.
std::vector<std::pair<std::string, std::string>> url_parameters(const JsonValue& fields) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& [name, value] : *fields.as_object()) {
    const auto* text = value.as_string();
    parameters.emplace_back(name, text != nullptr ? *text : value.dump());
  }
  return parameters;
}

Result<ExitCode> run_query(const contracts::QueryKind& kind, const Arguments& arguments,
                           const Settings& settings) {
  const auto now = wall_clock_of_node(settings);
  if (!now) return fail(now.error());
  const auto fields = fields_from({settings, *now}, kind.describe(), arguments);
  if (!fields) return fail(fields.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto answer = node->query(std::string(kind.name), url_parameters(*fields));
  if (!answer) return fail(answer.error());
  if (settings.json) {
    print_json(*answer);
  } else {
    print_answer(*answer, answer_schema(kind.name), ValueText(settings, node->period_rule()));
  }
  return ExitCode::done;
}

}  // namespace

std::vector<Command> query_commands() {
  std::vector<Command> commands;
  for (const auto& module : contract_kinds().registry().modules()) {
    for (const auto& kind : module.queries) {
      const auto dot = kind.name.find('.');
      const auto noun = dashed(kind.name.substr(0, dot));
      const auto verb = dashed(kind.name.substr(dot + 1));
      const auto schema = kind.describe();
      commands.push_back({noun, verb, std::string(kind.summary), options_of(schema),
                          examples_of(noun, verb, schema, "", " --json"),
                          [&kind](const Arguments& arguments, const Settings& settings) {
                            return run_query(kind, arguments, settings);
                          },
                          Reach::node});
    }
  }
  return commands;
}

}  // namespace kula::cli
