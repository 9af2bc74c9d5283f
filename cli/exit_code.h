// What `kula` answers to the shell. Stable: scripts rely on the numbers.
#pragma once

namespace kula::cli {

enum class ExitCode : int {
  done = 0,
  failed = 1,
  usage = 2,      // usage or configuration
  cancelled = 3,  // by the user
  key = 4,        // key missing, locked or not allowed
  not_found = 5,
  rejected = 6,  // by the chain, for ever; the stable code is printed
  unknown = 7,   // outcome not known yet: the command that waits for it is printed
  mismatch = 8,  // verification found a difference
  interrupted = 130,
};

}  // namespace kula::cli
