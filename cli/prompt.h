// A question to the person at the terminal.
#pragma once

#include <string>

namespace kula::cli {

// "[y/N]" on standard error; anything but y is no.
[[nodiscard]] bool confirm(const std::string& question);

}  // namespace kula::cli
