// One command for every action kind, made from its schema: `kula course buy SLUG --max-price 20`.
#include "cli/commands/all_commands.h"
#include "cli/commands/samples.h"
#include "cli/commands/schema_options.h"
#include "cli/contract_kinds.h"
#include "cli/sender.h"

namespace kula::cli {

namespace {

Result<ExitCode> run_action(const contracts::ActionKind& kind, const Arguments& arguments,
                            const Settings& settings) {
  const auto now = wall_clock_of_node(settings);
  if (!now) return fail(now.error());
  const auto fields = fields_from({settings, *now}, kind.describe(), arguments);
  if (!fields) return fail(fields.error());
  auto body = kind.from_json(*fields);
  if (!body) {
    return usage_error("the fields do not make a " + std::string(kind.name) + ": " + body.error(),
                       "see the command's --help");
  }
  return send_actions(settings, {{kind.number, std::move(*body)}});
}

}  // namespace

std::vector<Command> action_commands() {
  std::vector<Command> commands;
  for (const auto& module : contract_kinds().registry().modules()) {
    for (const auto& kind : module.actions) {
      const auto dot = kind.name.find('.');
      const auto noun = dashed(kind.name.substr(0, dot));
      const auto verb = dashed(kind.name.substr(dot + 1));
      const auto schema = kind.describe();
      const auto signed_by = " --account " + sample_signer(kind.summary);
      commands.push_back({noun, verb, std::string(kind.summary), options_of(schema),
                          examples_of(noun, verb, schema, signed_by, signed_by + " --dry-run"),
                          [&kind](const Arguments& arguments, const Settings& settings) {
                            return run_action(kind, arguments, settings);
                          },
                          Reach::chain});
    }
  }
  return commands;
}

}  // namespace kula::cli
