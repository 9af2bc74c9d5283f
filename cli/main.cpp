// kula: the command line.
#include <sys/prctl.h>
#include <sys/resource.h>

#include "cli/commands/all_commands.h"

int main(int argc, char** argv) {
  // Keys are opened in this process: no core dump or debugger of another process may see them (T8).
  static_cast<void>(::prctl(PR_SET_DUMPABLE, 0));
  const rlimit none{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));

  return kula::cli::run_command_line(kula::cli::all_commands(), kula::cli::all_nouns(), argc, argv);
}
