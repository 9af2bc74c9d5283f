#include "cli/localnet/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <filesystem>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/text_file.h"

namespace kula::cli::localnet {

namespace {

constexpr std::size_t kMaxOutput = 1u << 20;

// In the child: never returns. `output`: where its standard output goes, -1 for the log.
[[noreturn]] void become(const std::vector<std::string>& command, const std::string& log, int output) {
  const int errors = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (errors >= 0 && input >= 0) {
    ::dup2(input, STDIN_FILENO);
    ::dup2(output >= 0 ? output : errors, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    std::vector<char*> arguments;
    for (const auto& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
  }
  ::_exit(127);
}

// The state letter of /proc/PID/stat, "<pid> (<name>) <state> …"; nothing when there is no such process.
std::optional<char> state_of(pid_t process) {
  const auto stat = read_text_file("/proc/" + std::to_string(process) + "/stat", 4096);
  if (!stat) return std::nullopt;
  const auto close = stat->rfind(')');
  if (close == std::string::npos || close + 2 >= stat->size()) return std::nullopt;
  return (*stat)[close + 2];
}

}  // namespace

std::optional<std::string> run_to_end(const std::vector<std::string>& command, const std::string& log) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  const pid_t child = ::fork();
  if (child == 0) become(command, log, ends[1]);
  ::close(ends[1]);
  std::string output;
  char buffer[4096];
  for (ssize_t got = 0; child > 0 && (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    if (output.size() < kMaxOutput) output.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) return std::nullopt;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return output;
}

std::optional<pid_t> run_in_background(const std::vector<std::string>& command, const std::string& log) {
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    ::setsid();
    become(command, log, -1);
  }
  return child;
}

bool is_alive(pid_t process) {
  const auto state = state_of(process);
  return state && *state != 'Z' && *state != 'X';
}

bool is_alive_with(pid_t process, const std::string& argument) {
  if (!is_alive(process)) return false;
  auto line = read_text_file("/proc/" + std::to_string(process) + "/cmdline", 64u << 10);
  // Its words end with a zero byte each.
  return line && ('\0' + *line).find('\0' + argument + '\0') != std::string::npos;
}

bool is_gone(pid_t process) {
  if (is_alive(process)) return false;
  std::error_code failed;
  const std::filesystem::directory_iterator tasks("/proc/" + std::to_string(process) + "/task", failed);
  return failed || std::distance(begin(tasks), end(tasks)) <= 1;
}

bool is_free(std::uint16_t port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return false;
  const int on = 1;  // connections of an earlier node that linger are no obstacle
  static_cast<void>(::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool bound = ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                     ::listen(probe, 1) == 0;
  ::close(probe);
  return bound;
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

void pause_ms(int ms) { static_cast<void>(::poll(nullptr, 0, ms)); }

}  // namespace kula::cli::localnet
