#include "cli/localnet/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/key_store.h"

namespace kula::cli::localnet {

namespace {

// In the child: never returns.
[[noreturn]] void become(const std::vector<std::string>& command, const std::string& log) {
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0640);
  const int input = ::open("/dev/null", O_RDONLY);
  if (output >= 0 && input >= 0) {
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    std::vector<char*> arguments;
    for (const auto& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
  }
  ::_exit(127);
}

}  // namespace

bool run_to_end(const std::vector<std::string>& command, const std::string& log) {
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) become(command, log);
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::optional<pid_t> run_in_background(const std::vector<std::string>& command, const std::string& log) {
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    ::setsid();
    become(command, log);
  }
  return child;
}

bool is_alive(pid_t process, const std::string& program_name) {
  // A child of ours that ended is a zombie until it is waited for.
  int status = 0;
  static_cast<void>(::waitpid(process, &status, WNOHANG));
  if (::kill(process, 0) != 0) return false;
  const auto name = read_text_file("/proc/" + std::to_string(process) + "/comm", 4096);
  return name && name->substr(0, program_name.size()) == program_name;
}

std::string log_tail(const std::string& log) {
  const auto text = read_text_file(log);
  if (!text || text->empty()) return "the log is empty";
  const auto end = text->find_last_not_of('\n');
  if (end == std::string::npos) return "the log is empty";
  const auto begin = text->rfind('\n', end);
  return text->substr(begin == std::string::npos ? 0 : begin + 1,
                      end - (begin == std::string::npos ? 0 : begin + 1) + 1);
}

}  // namespace kula::cli::localnet
