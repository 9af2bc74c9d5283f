// Child processes: kulad and its tools.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace kula::cli::localnet {

// Runs a program to its end; its standard error is appended to `log`. What it printed, when it exited with 0.
[[nodiscard]] std::optional<std::string> run_to_end(const std::vector<std::string>& command,
                                                    const std::string& log);
// Starts a program in a session of its own, output appended to `log`; it outlives this process.
[[nodiscard]] std::optional<pid_t> run_in_background(const std::vector<std::string>& command,
                                                     const std::string& log);
// Running still: neither ended nor only waiting to be collected by its parent.
[[nodiscard]] bool is_alive(pid_t process);
// Alive, and `argument` is one of the words it was started with: a process id may have been given to another
// program since.
[[nodiscard]] bool is_alive_with(pid_t process, const std::string& argument);
// Nothing of it holds a file any more: of a killed process, the first thread may be gone while others are
// still in a write to the disk.
[[nodiscard]] bool is_gone(pid_t process);
// Whether a program could listen on that port of 127.0.0.1 now.
[[nodiscard]] bool is_free(std::uint16_t port);
// The last line of a log, for error messages.
[[nodiscard]] std::string log_tail(const std::string& log);
// Between two looks at something that another process does.
void pause_ms(int ms);

}  // namespace kula::cli::localnet
