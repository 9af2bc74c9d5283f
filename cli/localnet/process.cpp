#include "cli/localnet/process.h"

#include <fcntl.h>
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
  // "<pid> (<name>) <state> …"; a process that ended and that nobody waited for yet is in state Z.
  const auto stat = read_text_file("/proc/" + std::to_string(process) + "/stat", 4096);
  if (!stat) return false;
  const auto open = stat->find('(');
  const auto close = stat->rfind(')');
  if (open == std::string::npos || close == std::string::npos || close + 2 >= stat->size()) return false;
  const char state = (*stat)[close + 2];
  return state != 'Z' && state != 'X' && stat->compare(open + 1, program_name.size(), program_name) == 0;
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
