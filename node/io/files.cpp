#include "node/io/files.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/crypto/wipe.h"
#include "node/io/limits.h"

namespace kula::io {

namespace {

constexpr std::size_t kMaxKeyFileBytes = 66;  // 64 hex digits, "\r\n"

std::string directory_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

}  // namespace

std::string_view to_string(FileError error) {
  switch (error) {
    case FileError::missing:
      return "is missing";
    case FileError::unreadable:
      return "cannot be read";
    case FileError::too_large:
      return "is too large";
  }
  return "cannot be read";
}

Expected<Bytes, FileError> read_file(const std::string& path, std::size_t max_bytes) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return fail(errno == ENOENT ? FileError::missing : FileError::unreadable);
  Bytes content;
  // Never moved while it grows to the size of the file: of a key, a copy would stay in freed memory.
  struct stat status {};
  if (::fstat(file, &status) == 0)
    content.reserve(std::min(static_cast<std::size_t>(status.st_size), max_bytes) + 2 * kReadBytes);
  ssize_t got = 0;
  do {
    const std::size_t before = content.size();
    content.resize(before + kReadBytes);
    got = ::read(file, content.data() + before, content.size() - before);
    content.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
  } while ((got > 0 && content.size() <= max_bytes) || (got < 0 && errno == EINTR));
  ::close(file);
  if (got < 0) return fail(FileError::unreadable);
  if (content.size() > max_bytes) return fail(FileError::too_large);
  return content;
}

bool write_all(int file, ByteView bytes, std::size_t offset) {
  while (!bytes.empty()) {
    const auto put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    offset += static_cast<std::size_t>(put);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

bool sync_directory(const std::string& directory) {
  const int handle = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool good = ::fsync(handle) == 0;
  ::close(handle);
  return good;
}

bool write_file(const std::string& path, ByteView content, unsigned mode) {
  const std::string aside = path + ".new";
  const int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return false;
  const bool written = write_all(file, content, 0) && ::fsync(file) == 0;
  ::close(file);
  return written && ::rename(aside.c_str(), path.c_str()) == 0 && sync_directory(directory_of(path));
}

Expected<Bytes, KeyFileError> read_key_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return fail(errno == ENOENT ? KeyFileError::missing : KeyFileError::unreadable);
  if ((status.st_mode & 077) != 0) return fail(KeyFileError::readable_by_others);
  auto content = read_file(path, kMaxKeyFileBytes);
  if (!content)
    return fail(content.error() == FileError::too_large ? KeyFileError::malformed : KeyFileError::unreadable);
  std::string_view text = as_text(*content);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  auto secret = from_hex(text);
  crypto::wipe(*content);
  if (!secret || secret->size() != 32) return fail(KeyFileError::malformed);
  return std::move(*secret);
}

}  // namespace kula::io
