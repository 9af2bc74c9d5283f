// Child processes of a local network.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace kula::cli::localnet {

// Runs a program to its end, output appended to `log`. True when it exited with 0.
[[nodiscard]] bool run_to_end(const std::vector<std::string>& command, const std::string& log);
// Starts a program in a session of its own, output appended to `log`; it outlives this process.
[[nodiscard]] std::optional<pid_t> run_in_background(const std::vector<std::string>& command,
                                                     const std::string& log);
// Alive and running the program of that name (a process id may have been given to another program since).
[[nodiscard]] bool is_alive(pid_t process, const std::string& program_name);
// The last line of a log, for error messages.
[[nodiscard]] std::string log_tail(const std::string& log);

}  // namespace kula::cli::localnet
