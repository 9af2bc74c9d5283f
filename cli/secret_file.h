// Files that hold a secret in clear: made anew, never over another file, for their owner's eyes only.
#pragma once

#include <string>
#include <string_view>

#include "cli/error.h"

namespace kula::cli {

// Makes a file of mode 0600 and writes it through to the disk. Whatever is at `path` already, a link or a
// device too, is left as it is: error "file_exists".
[[nodiscard]] Result<void> create_secret_file(const std::string& path, std::string_view text);

// Warns on standard error when others than the owner may read the file, as `what`.
void warn_if_others_read(const std::string& path, std::string_view what);

}  // namespace kula::cli
