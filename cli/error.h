// Errors have three lines: what (with a code), why, and what to do next.
#pragma once

#include <string>

#include "cli/exit_code.h"
#include "ledger/base/expected.h"

namespace kula::cli {

struct Error {
  ExitCode exit = ExitCode::failed;
  std::string code;   // short and stable, e.g. "node_unreachable" or a rejection code
  std::string what;   // line 1, after the code
  std::string cause;  // line 2
  std::string next;   // line 3: a command or an action
};

template <class T>
using Result = Expected<T, Error>;

[[nodiscard]] inline auto usage_error(std::string what, std::string next) {
  return fail(Error{ExitCode::usage, "usage", std::move(what), "the command line cannot be understood",
                    std::move(next)});
}

}  // namespace kula::cli
