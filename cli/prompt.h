// Questions to the person at the terminal.
#pragma once

#include <string>

#include "cli/error.h"
#include "cli/settings.h"

namespace kula::cli {

// "[y/N]" on standard error; anything but y is no.
[[nodiscard]] bool confirm(const std::string& question);

// What a "no" ends in: error "cancelled". `nothing`: what the command then has not done.
[[nodiscard]] Error cancelled(std::string nothing);

// The passphrase: from --passphrase-file if given (first line), else asked for on the terminal without echo;
// twice when `confirm`, for a new key: it is then refused when it is short. Error "passphrase_needed" when
// there is no terminal. The caller wipes it.
[[nodiscard]] Result<std::string> read_passphrase(const Settings& settings, const std::string& purpose,
                                                  bool confirm);

}  // namespace kula::cli
