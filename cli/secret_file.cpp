#include "cli/secret_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/print.h"
#include "cli/text_file.h"

namespace kula::cli {

Result<void> create_secret_file(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) {
    return fail(Error{ExitCode::failed, "file_exists", "there is something at " + path + " already",
                      "what is secret is never written over another file",
                      "choose another name, or move it away first"});
  }
  const bool written = file >= 0 && write_through(file, text);
  const int reason = errno;
  if (file >= 0) ::close(file);
  if (written) return {};
  if (file >= 0) ::unlink(path.c_str());  // a part of a secret helps nobody
  return fail(Error{ExitCode::failed, "file_error", "cannot write " + path, std::strerror(reason),
                    "check the path and its permissions"});
}

void warn_if_others_read(const std::string& path, std::string_view what) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || (status.st_mode & 0077) == 0) return;
  print_note("warning: others may read " + std::string(what) + " " + path + ": chmod 600 it");
}

}  // namespace kula::cli
