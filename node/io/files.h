// Whole files, durably.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/expected.h"

namespace kula::io {

// A file that is there and does not open is never taken for one that was not made yet.
enum class FileError : std::uint8_t { missing, unreadable, too_large };
[[nodiscard]] std::string_view to_string(FileError error);  // "is missing": follows the file's name

[[nodiscard]] Expected<Bytes, FileError> read_file(const std::string& path, std::size_t max_bytes);
// Writes aside, syncs, renames, syncs the directory: the old content or the new, whenever the power goes.
// `mode` as for open(2). False when anything failed.
[[nodiscard]] bool write_file(const std::string& path, ByteView content, unsigned mode);
[[nodiscard]] bool write_all(int file, ByteView bytes, std::size_t offset);
[[nodiscard]] bool sync_directory(const std::string& directory);

// The secret key of `consensus.key`, 32 bytes: 64 hex digits and a line end in the file. Refuses a file that
// others may read (T8). Wipe what it gives after use.
enum class KeyFileError : std::uint8_t { missing, unreadable, readable_by_others, malformed };
[[nodiscard]] Expected<Bytes, KeyFileError> read_key_file(const std::string& path);

}  // namespace kula::io
