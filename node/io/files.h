// Whole files, durably.
#pragma once

#include <optional>
#include <string>

#include "ledger/base/bytes.h"

namespace kula::io {

// Nothing when it cannot be read or is larger than `max_bytes`.
[[nodiscard]] std::optional<Bytes> read_file(const std::string& path, std::size_t max_bytes);
// Writes aside, syncs, renames, syncs the directory: the old content or the new, whenever the power goes.
// `mode` as for open(2). False when anything failed.
[[nodiscard]] bool write_file(const std::string& path, ByteView content, unsigned mode);
[[nodiscard]] bool write_all(int file, ByteView bytes, std::size_t offset);
[[nodiscard]] bool sync_directory(const std::string& directory);

// The secret key of `consensus.key`: 64 hex digits and a line end. Refuses a file that others may read (T8).
// The error says what to do.
enum class KeyFileError : std::uint8_t { missing, readable_by_others, malformed };
struct KeyFile {
  std::optional<Bytes> secret;  // 32 bytes; wipe after use
  KeyFileError error = KeyFileError::missing;
};
[[nodiscard]] KeyFile read_key_file(const std::string& path);

}  // namespace kula::io
