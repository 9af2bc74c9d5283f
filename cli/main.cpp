// kula: the command line.
#include <algorithm>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "cli/commands/all_commands.h"

int main(int argc, char** argv) {
  // Keys are opened in this process: no core dump or debugger of another process may see them (T8).
  static_cast<void>(::prctl(PR_SET_DUMPABLE, 0));
  const rlimit none{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));

  std::vector<kula::cli::Command> commands;
  for (auto list : {kula::cli::keys_commands, kula::cli::beneficiary_commands, kula::cli::statement_commands,
                    kula::cli::contest_commands, kula::cli::query_commands, kula::cli::chain_commands,
                    kula::cli::node_commands, kula::cli::recovery_commands, kula::cli::localnet_commands,
                    kula::cli::demo_commands, kula::cli::action_commands}) {
    for (auto& command : list()) {
      // An action or query that has a command of its own needs no second one.
      const bool is_there =
          std::any_of(commands.begin(), commands.end(), [&](const kula::cli::Command& other) {
            return other.noun == command.noun && other.verb == command.verb;
          });
      if (!is_there) commands.push_back(std::move(command));
    }
  }
  return kula::cli::run_command_line(commands, argc, argv);
}
