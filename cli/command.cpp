// The one file that sees CLI11, as a tokenizer only: all values are text.
#include "cli/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/print.h"
#include "cli/usage.h"

namespace kula::cli {

namespace {

struct Typed {
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
};

// An option that every command takes, where it goes, and for which commands it means something.
struct Common {
  const char* name;
  const char* help;
  std::string Settings::*text;
  bool Settings::*flag;
  std::vector<Reach> reaches;
  bool is_promise = false;  // that nothing is sent: an error where it means nothing
};

const Common kCommon[] = {
    {"node",
     "URL of the node",
     &Settings::node,
     nullptr,
     {Reach::node, Reach::signing, Reach::sending, Reach::chain}},
    {"account",
     "Name of the key that signs; with --build, or an address",
     &Settings::account,
     nullptr,
     {Reach::signing, Reach::chain}},
    {"keys-dir",
     "Folder of key files",
     &Settings::keys_dir,
     nullptr,
     {Reach::keys, Reach::node, Reach::signing, Reach::chain}},
    {"passphrase-file",
     "File with the passphrase (else a prompt)",
     &Settings::passphrase_file,
     nullptr,
     {Reach::keys, Reach::signing, Reach::chain}},
    {"json",
     "Machine-readable output",
     nullptr,
     &Settings::json,
     {Reach::machine, Reach::deletion, Reach::keys, Reach::node, Reach::signing, Reach::sending,
      Reach::chain}},
    {"utc",
     "Times in UTC",
     nullptr,
     &Settings::utc,
     {Reach::node, Reach::signing, Reach::sending, Reach::chain}},
    {"yes",
     "Do not ask first",
     nullptr,
     &Settings::yes,
     {Reach::deletion, Reach::signing, Reach::sending, Reach::chain}},
    {"no-wait", "Do not wait for finality", nullptr, &Settings::no_wait, {Reach::sending, Reach::chain}},
    {"dry-run",
     "Show the outcome; send and write nothing",
     nullptr,
     &Settings::dry_run,
     {Reach::sending, Reach::chain},
     true},
    {"build",
     "Only write the transaction to this file, for several keys to sign within 23 hours (kula tx --help)",
     &Settings::build,
     nullptr,
     {Reach::chain},
     true}};

bool means_something(const Common& common, Reach reach) {
  return std::find(common.reaches.begin(), common.reaches.end(), reach) != common.reaches.end();
}

std::string footer(const Command& command) {
  std::string text = "Examples:";
  for (const auto& example : command.examples) text += "\n  " + example;
  return text;
}

// "" is what a script gives whose variable is not set: not the same as no option at all.
std::string has_value(const std::string& text) { return text.empty() ? "an empty value" : ""; }

// What would do something else than was asked for, if it were passed over.
std::optional<Error> misplaced(const Command& command, const Settings& settings) {
  const auto is_given = [&](const Common& common) {
    return common.flag != nullptr ? settings.*common.flag : !(settings.*common.text).empty();
  };
  for (const auto& common : kCommon) {
    if (!common.is_promise || means_something(common, command.reach) || !is_given(common)) continue;
    return Error{
        ExitCode::usage, "usage", command.noun + " " + command.verb + " has no option --" + common.name,
        "it would do what that is to prevent", "see `kula " + command.noun + " " + command.verb + " --help`"};
  }
  return std::nullopt;
}

// No command has an option of its own with a common one's name (schema_options.cpp).
void add_common_options(CLI::App& app, Reach reach, Settings& settings) {
  for (const auto& common : kCommon) {
    if (!means_something(common, reach)) continue;
    const auto name = "--" + std::string(common.name);
    auto* added =
        common.text != nullptr
            ? app.add_option(name, settings.*common.text, common.help)->option_text("TEXT")->check(has_value)
            : app.add_flag(name, settings.*common.flag, common.help);
    added->group("Common options");
  }
}

void add_options(CLI::App& verb, const Command& command, Typed& typed) {
  for (const auto& option : command.options) {
    const bool positional = is_positional(option);
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

bool is_positional(const Option& option) {
  return !option.name.empty() && option.name[0] >= 'A' && option.name[0] <= 'Z';
}

std::vector<Option> common_options(std::optional<Reach> reach) {
  std::vector<Option> options;
  for (const auto& common : kCommon) {
    if (reach && !means_something(common, *reach)) continue;
    options.push_back({common.name, common.help, false, false, common.flag != nullptr});
  }
  return options;
}

int run_command_line(const std::vector<Command>& commands, const Nouns& nouns, int argc, char** argv) {
  Settings settings = settings_from_environment();
  CLI::App app{"kula: contribution credits on a ledger that everybody can check", "kula"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("kula 0.1.0"));
  app.footer(
      "Every command has --help with examples. Exit codes: 0 done, 1 failed, 2 usage, 3 cancelled, 4 key,\n"
      "5 not found, 6 rejected by the chain, 7 outcome unknown, 8 mismatch, 130 interrupted.");
  add_common_options(app, Reach::chain, settings);
  app.fallthrough();

  std::map<std::string, CLI::App*> groups;
  std::vector<std::unique_ptr<Typed>> typed;
  std::vector<CLI::App*> verbs;
  for (const auto& command : commands) {
    auto& noun = groups[command.noun];
    if (noun == nullptr) {
      const auto about = nouns.find(command.noun);
      noun = app.add_subcommand(command.noun, about == nouns.end() ? std::string{} : about->second);
      noun->require_subcommand(1);
      noun->fallthrough();
    }
    auto* verb = noun->add_subcommand(command.verb, command.summary);
    verb->footer(footer(command));
    verb->fallthrough();
    typed.push_back(std::make_unique<Typed>());
    add_options(*verb, command, *typed.back());
    add_common_options(*verb, command.reach, settings);
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
    print_error(usage_fault(commands, {argv + 1, argv + argc}, error.what()), settings.json);
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
    if (const auto wrong = misplaced(commands[i], settings)) {
      print_error(*wrong, settings.json);
      return static_cast<int>(wrong->exit);
    }
    const auto outcome = commands[i].run(Arguments(std::move(values)), settings);
    // Output is buffered: only now is it known whether a full disk or a closed pipe took it.
    if (outcome && (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)) {
      print_error(
          {ExitCode::failed, "output_failed", "the output could not be written",
           "where it goes is full or closed", "what the command did is done: show it again elsewhere"},
          settings.json);
      return static_cast<int>(ExitCode::failed);
    }
    if (outcome) return static_cast<int>(*outcome);
    print_error(outcome.error(), settings.json);
    return static_cast<int>(outcome.error().exit);
  }
  return static_cast<int>(ExitCode::usage);
}

}  // namespace kula::cli
