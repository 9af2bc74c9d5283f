#include "cli/prompt.h"

#include <cstdio>
#include <termios.h>
#include <unistd.h>

#include "cli/secret_file.h"
#include "cli/text_file.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

namespace {

// One line from the terminal without echo.
Result<std::string> ask_hidden(const std::string& question) {
  std::FILE* terminal = std::fopen("/dev/tty", "r+");
  if (terminal == nullptr) {
    return fail(Error{ExitCode::key, "passphrase_needed",
                      "a passphrase is needed and there is no terminal to ask on",
                      "input and output are not a person's", "give --passphrase-file FILE (mode 0600)"});
  }
  termios before{};
  tcgetattr(fileno(terminal), &before);
  termios hidden = before;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(fileno(terminal), TCSAFLUSH, &hidden);
  std::fprintf(terminal, "%s: ", question.c_str());
  std::fflush(terminal);
  std::string line;
  for (int c = std::fgetc(terminal); c != EOF && c != '\n'; c = std::fgetc(terminal))
    line += static_cast<char>(c);
  tcsetattr(fileno(terminal), TCSAFLUSH, &before);
  std::fprintf(terminal, "\n");
  std::fclose(terminal);
  return line;
}

constexpr std::size_t kMinPassphrase = 8;

Error refused(const std::string& why) {
  return {ExitCode::usage, "passphrase_refused", why, "it protects the key file if somebody steals it",
          "choose a longer one, and give it the same twice"};
}

}  // namespace

Result<std::string> read_passphrase(const Settings& settings, const std::string& purpose, bool confirm) {
  if (!settings.passphrase_file.empty()) {
    auto text = read_text_file(settings.passphrase_file, 4096);
    if (!text) return text;
    if (const auto end = text->find('\n'); end != std::string::npos) text->resize(end);
    warn_if_others_read(settings.passphrase_file, "the passphrase in");
    if (!confirm || text->size() >= kMinPassphrase) return text;
    return fail(refused("the passphrase is shorter than 8 characters"));
  }
  auto first = ask_hidden("Passphrase " + purpose);
  if (!first || !confirm) return first;
  auto second = ask_hidden("The same again");
  if (!second) return second;
  const bool same = *first == *second;
  crypto::wipe(*second);
  if (same && first->size() >= kMinPassphrase) return first;
  crypto::wipe(*first);
  return fail(refused(same ? "the passphrase is shorter than 8 characters" : "the two passphrases differ"));
}

Error cancelled(std::string nothing) {
  return {ExitCode::cancelled, "cancelled", std::move(nothing), "you said no", "run it again when ready"};
}

bool confirm(const std::string& question) {
  std::fprintf(stderr, "%s [y/N] ", question.c_str());
  std::fflush(stderr);
  const int answer = std::fgetc(stdin);
  if (answer == EOF) std::fputc('\n', stderr);  // nobody typed the end of the line
  return answer == 'y' || answer == 'Y';
}

}  // namespace kula::cli
