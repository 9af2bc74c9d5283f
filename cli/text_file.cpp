#include "cli/text_file.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace kula::cli {

namespace {

Error file_error(const std::string& path, const std::string& what) {
  return {ExitCode::failed, "file_error", what + " " + path, std::strerror(errno),
          "check the path and its permissions"};
}

Error too_large(const std::string& path, const std::string& size, std::size_t max_bytes) {
  return {ExitCode::failed, "file_too_large", path + " has " + size,
          "at most " + std::to_string(max_bytes) + " bytes are read", "check that it is the right file"};
}

// Else a key that was just made may be gone after a loss of power, and with it the account.
bool sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool synced = ::fsync(handle) == 0;
  ::close(handle);
  return synced;
}

}  // namespace

Result<std::string> read_text_file(const std::string& path, std::size_t max_bytes) {
  std::error_code failed;
  if (const auto size = std::filesystem::file_size(path, failed); !failed && size > max_bytes) {
    return fail(too_large(path, std::to_string(size) + " bytes", max_bytes));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(file_error(path, "cannot read"));
  // read() turns what the buffer throws, of a directory for one, into the state of the stream.
  std::string text;
  std::array<char, 65536> chunk{};
  while (file.read(chunk.data(), chunk.size()), file.gcount() > 0) {
    text.append(chunk.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > max_bytes) return fail(too_large(path, "more than it says", max_bytes));
  }
  if (file.bad()) return fail(file_error(path, "cannot read"));
  return text;
}

bool write_through(int file, std::string_view text) {
  while (!text.empty()) {
    const auto size = ::write(file, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return ::fsync(file) == 0;
}

Result<void> write_text_file(const std::string& path, std::string_view text, unsigned mode) {
  // A name that nobody has: somebody's file may be called as ours would be, or another of us be at work.
  auto temporary = path + ".new-XXXXXX";
  const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return fail(file_error(path, "cannot write"));
  const bool written = ::fchmod(file, mode) == 0 && write_through(file, text);
  const int reason = errno;
  ::close(file);
  if (written && ::rename(temporary.c_str(), path.c_str()) == 0 && sync_folder_of(path)) return {};
  if (!written) errno = reason;
  auto error = file_error(path, "cannot write");
  ::unlink(temporary.c_str());
  return fail(std::move(error));
}

}  // namespace kula::cli
