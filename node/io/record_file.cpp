#include "node/io/record_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "consensus/limits.h"
#include "node/io/files.h"
#include "node/io/limits.h"

namespace kula::io {

namespace {

// A record is rewritten long before; twice that is damage, not a record.
constexpr std::size_t kMaxRecordBytes = 8 * consensus::kRecordRewriteBytes;

std::string record_path(const std::string& directory) { return directory + "/record"; }

Expected<int, std::string> lock_directory(const std::string& directory) {
  const int lock = ::open((directory + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    return fail(
        "the signing record's directory " + directory +
        " cannot be opened: run `kulad tool init` if this node has never signed, else `kulad tool rejoin`");
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  ::close(lock);
  return fail("another kulad uses " + directory + ": stop it first; one key must never sign in two places");
}

}  // namespace

Expected<std::unique_ptr<RecordFile>, std::string> RecordFile::open(const std::string& directory) {
  const auto locked = lock_directory(directory);
  if (!locked) return fail(locked.error());
  const int lock = *locked;
  auto found = read_file(record_path(directory), kMaxRecordBytes);
  const int file = found ? ::open(record_path(directory).c_str(), O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) {
    ::close(lock);
    // What cannot be read may hold votes: only where there is nothing, a first record may be right.
    if (found || found.error() != FileError::missing) {
      return fail("the signing record in " + directory + " " +
                  std::string(to_string(found ? FileError::unreadable : found.error())) +
                  ": check its owner and the disk; if it is lost, run `kulad tool rejoin`");
    }
    return fail("there is no signing record in " + directory +
                ": run `kulad tool init` if this node has never signed, else `kulad tool rejoin`; never "
                "restore a copy");
  }
  return std::unique_ptr<RecordFile>(new RecordFile(directory, lock, file, std::move(*found)));
}

Expected<void, std::string> RecordFile::create(const std::string& directory, ByteView file) {
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return fail("the directory " + directory + " cannot be made");
  }
  if (::access(record_path(directory).c_str(), F_OK) == 0) {
    return fail("there is a signing record in " + directory + " already: it must never be replaced");
  }
  // The directory may be new: a record that its parent forgets is none.
  if (!write_file(record_path(directory), file, 0600) || !sync_directory(directory + "/.."))
    return fail("the disk of " + directory + " cannot be written");
  return {};
}

Expected<std::string, std::string> RecordFile::set_aside(const std::string& directory) {
  if (::access(directory.c_str(), F_OK) != 0) return std::string();
  const auto lock = lock_directory(directory);
  if (!lock) return fail(lock.error());
  std::string aside;
  if (::access(record_path(directory).c_str(), F_OK) == 0) {
    for (int number = 1; aside.empty() || ::access(aside.c_str(), F_OK) == 0; ++number)
      aside = record_path(directory) + ".aside-" + std::to_string(number);
    // Durable before a new record is made, so that no crash can leave the old one beside what the new one
    // says.
    if (::rename(record_path(directory).c_str(), aside.c_str()) != 0 || !sync_directory(directory))
      aside = "?";
  }
  ::close(*lock);
  if (aside == "?") return fail("the record in " + directory + " cannot be renamed: check the disk");
  return aside;
}

RecordFile::RecordFile(std::string directory, int lock, int file, Bytes found)
    : directory_(std::move(directory)), lock_(lock), file_(file), found_(std::move(found)) {}

RecordFile::~RecordFile() {
  ::close(file_);
  ::close(lock_);
}

bool RecordFile::begin(std::size_t good_bytes) {
  found_ = {};
  size_ = good_bytes;
  allocated_ = good_bytes;
  return ::ftruncate(file_, static_cast<off_t>(good_bytes)) == 0 && extend(good_bytes + 1);
}

// Zeros are written, not only reserved: reserved space changes metadata when it is first used.
bool RecordFile::extend(std::size_t size) {
  if (size <= allocated_) return true;
  const std::size_t target = (size / kRecordExtentBytes + 1) * kRecordExtentBytes;
  const Bytes zeros(target - allocated_, 0);
  if (!write_all(file_, zeros, allocated_) || ::fsync(file_) != 0) return false;
  allocated_ = target;
  return true;
}

bool RecordFile::append(ByteView batch) {
  if (!extend(size_ + batch.size()) || !write_all(file_, batch, size_) || ::fdatasync(file_) != 0)
    return false;
  size_ += batch.size();
  return true;
}

bool RecordFile::replace(ByteView file) {
  if (!write_file(record_path(directory_), file, 0600)) return false;
  const int handle = ::open(record_path(directory_).c_str(), O_RDWR | O_CLOEXEC);
  if (handle < 0) return false;
  ::close(file_);
  file_ = handle;
  size_ = file.size();
  allocated_ = file.size();
  return extend(size_ + 1);
}

}  // namespace kula::io
