// The one file that sees CLI11, as a tokenizer only: all values are text.
#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/print.h"

namespace kula::cli {

namespace {

struct Typed {
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
};

std::string footer(const Command& command) {
  std::string text = "Examples:";
  for (const auto& example : command.examples) text += "\n  " + example;
  return text;
}

void add_global_options(CLI::App& app, Settings& settings) {
  app.add_option("--node", settings.node, "URL of the node")->group("Everywhere");
  app.add_option("--account", settings.account, "Name of the key that signs")->group("Everywhere");
  app.add_option("--keys-dir", settings.keys_dir, "Folder of key files")->group("Everywhere");
  app.add_option("--passphrase-file", settings.passphrase_file, "File with the passphrase (else a prompt)")
      ->group("Everywhere");
  app.add_flag("--json", settings.json, "Machine-readable output")->group("Everywhere");
  app.add_flag("--yes", settings.yes, "Do not ask before sending")->group("Everywhere");
  app.add_flag("--utc", settings.utc, "Times in UTC")->group("Everywhere");
  app.add_flag("--no-wait", settings.no_wait, "Do not wait for finality")->group("Everywhere");
  app.add_flag("--dry-run", settings.dry_run, "Show the outcome without sending")->group("Everywhere");
}

void add_options(CLI::App& verb, const Command& command, Typed& typed) {
  for (const auto& option : command.options) {
    const bool positional = !option.name.empty() && option.name[0] >= 'A' && option.name[0] <= 'Z';
    if (option.flag) {
      verb.add_flag("--" + option.name, typed.flags[option.name], option.help);
      continue;
    }
    auto* added = verb.add_option(positional ? option.name : "--" + option.name, typed.values[option.name],
                                  option.help);
    added->required(option.required)->option_text(option.required ? "TEXT (required)" : "TEXT");
    added->expected(1, option.repeated ? 1 << 16 : 1);
    if (option.repeated && !positional) added->allow_extra_args(false);
  }
}

}  // namespace

int run_command_line(const std::vector<Command>& commands, int argc, char** argv) {
  Settings settings = settings_from_environment();
  CLI::App app{"kula: contribution credits on a ledger that everybody can check", "kula"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("kula 0.1.0"));
  app.footer(
      "Every command has --help with examples. Exit codes: 0 done, 1 failed, 2 usage, 3 cancelled, 4 key,\n"
      "5 not found, 6 rejected by the chain, 7 outcome unknown, 8 mismatch, 130 interrupted.");
  add_global_options(app, settings);
  app.fallthrough();

  std::map<std::string, CLI::App*> nouns;
  std::vector<std::unique_ptr<Typed>> typed;
  std::vector<CLI::App*> verbs;
  for (const auto& command : commands) {
    auto& noun = nouns[command.noun];
    if (noun == nullptr) {
      noun = app.add_subcommand(command.noun, "Commands: " + command.noun);
      noun->require_subcommand(1);
      noun->fallthrough();
    }
    auto* verb = noun->add_subcommand(command.verb, command.summary);
    verb->footer(footer(command));
    verb->fallthrough();
    typed.push_back(std::make_unique<Typed>());
    add_options(*verb, command, *typed.back());
    verbs.push_back(verb);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForVersion& version) {
    return app.exit(version);
  } catch (const CLI::ParseError& error) {
    print_error({ExitCode::usage, "usage", error.what(), "the command line cannot be understood",
                 "see `kula --help`, or `kula <noun> <verb> --help`"},
                settings.json);
    return static_cast<int>(ExitCode::usage);
  }
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (!verbs[i]->parsed()) continue;
    std::map<std::string, std::vector<std::string>> values;
    for (auto& [name, list] : typed[i]->values) {
      if (!list.empty()) values[name] = std::move(list);
    }
    for (const auto& [name, given] : typed[i]->flags) {
      if (given) values[name] = {};
    }
    const auto outcome = commands[i].run(Arguments(std::move(values)), settings);
    if (outcome) return static_cast<int>(*outcome);
    print_error(outcome.error(), settings.json);
    return static_cast<int>(outcome.error().exit);
  }
  return static_cast<int>(ExitCode::usage);
}

}  // namespace kula::cli
