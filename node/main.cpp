// kulad: a node, and tools for its data directory.
#include <csignal>
#include <cstdio>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

#include "node/exit_code.h"
#include "node/node.h"
#include "node/tools.h"

namespace {

constexpr const char* kHelp =
    "kulad, a node of a Kula network\n"
    "\n"
    "  kulad --config kulad.toml              run the node until SIGTERM or SIGINT\n"
    "  kulad --version | --help\n"
    "\n"
    "Tools for the data directory of a stopped node:\n";

// T8: no core dump or debugger of another process may see the key.
void harden() {
  static_cast<void>(::prctl(PR_SET_DUMPABLE, 0));
  const rlimit none{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
  ::umask(0027);
}

// A full disk or a closed pipe is an error of the write, which says what to do; not an end without a word.
void ignore_signals_of_writes() {
  static_cast<void>(::signal(SIGXFSZ, SIG_IGN));
  static_cast<void>(::signal(SIGPIPE, SIG_IGN));
}

int usage() {
  std::fprintf(stderr, "%s%s", kHelp, kula::node::tools_help().c_str());
  return kula::node::kExitUsage;
}

int run_node(const std::string& path) {
  const auto config = kula::node::read_config(path);
  if (!config) {
    std::fprintf(stderr, "kulad: %s\n", config.error().c_str());
    return kula::node::kExitUsage;
  }
  const auto ended = kula::node::run(*config, KULA_VERSION);
  if (ended) return kula::node::kExitDone;
  std::fprintf(stderr, "kulad: %s\n", ended.error().c_str());
  return kula::node::kExitFailed;
}

}  // namespace

int main(int count, char** values) {
  harden();
  ignore_signals_of_writes();
  const std::vector<std::string> arguments(values + 1, values + count);
  if (arguments == std::vector<std::string>{"--version"}) {
    std::printf("kulad %s\n", KULA_VERSION);
    return kula::node::kExitDone;
  }
  if (arguments == std::vector<std::string>{"--help"}) {
    std::printf("%s%s", kHelp, kula::node::tools_help().c_str());
    return kula::node::kExitDone;
  }
  if (arguments.size() == 2 && arguments[0] == "--config") return run_node(arguments[1]);
  if (!arguments.empty() && arguments[0] == "tool")
    return kula::node::run_tool({arguments.begin() + 1, arguments.end()});
  return usage();
}
