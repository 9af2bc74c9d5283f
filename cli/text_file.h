// Whole files of text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/error.h"

namespace kula::cli {

// Reads or writes a whole file. Writing is atomic and durable, with the given mode: the old content or the
// new, whenever the power goes.
[[nodiscard]] Result<std::string> read_text_file(const std::string& path, std::size_t max_bytes = 256u << 20);
[[nodiscard]] Result<void> write_text_file(const std::string& path, std::string_view text, unsigned mode);

// Writes all of it to an open file, through to the disk; errno tells why not.
[[nodiscard]] bool write_through(int file, std::string_view text);

}  // namespace kula::cli
