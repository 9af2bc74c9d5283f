// A command as data: the parser and the help texts are made from it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/error.h"
#include "cli/settings.h"

namespace kula::cli {

struct Option {
  std::string name;  // without dashes; positional arguments are upper-case words: "SLUG"
  std::string help;
  bool required = false;
  bool repeated = false;  // may be given several times
  bool flag = false;      // takes no value
};

// Words without dashes: "SLUG".
[[nodiscard]] bool is_positional(const Option& option);

// What was typed, by option name. Values are text: every command parses its own, strictly.
class Arguments {
 public:
  explicit Arguments(std::map<std::string, std::vector<std::string>> values) : values_(std::move(values)) {}
  [[nodiscard]] bool has(const std::string& name) const { return values_.count(name) != 0; }
  // The value, or "" when it was not given.
  [[nodiscard]] std::string text(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? std::string{} : found->second.front();
  }
  [[nodiscard]] std::vector<std::string> all(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
  }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

// Which of the common options have a meaning for a command: those its help lists.
enum class Reach : std::uint8_t {
  machine,   // files and processes of this machine
  deletion,  // the same, and it asks before it deletes them
  keys,      // its keys
  node,      // it asks a node
  signing,   // it asks a node, and signs
  sending,   // it sends to a node what is signed
  chain,     // it signs, and sends to a node
};
// What every command takes, before or after its own options; or only what such commands' help lists.
[[nodiscard]] std::vector<Option> common_options(std::optional<Reach> reach = std::nullopt);

struct Command {
  std::string noun;
  std::string verb;
  std::string summary;
  std::vector<Option> options;
  std::vector<std::string> examples;  // two whole command lines
  std::function<Result<ExitCode>(const Arguments&, const Settings&)> run;
  Reach reach = Reach::machine;
};

// What a noun is, for the list of commands.
using Nouns = std::map<std::string, std::string>;

// Parses argv, runs the command and prints errors. The process' exit code.
[[nodiscard]] int run_command_line(const std::vector<Command>& commands, const Nouns& nouns, int argc,
                                   char** argv);

}  // namespace kula::cli
