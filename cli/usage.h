// What is wrong with a command line that the parser did not take, in the words that were typed.
#pragma once

#include "cli/command.h"

namespace kula::cli {

// The word of `candidates` that `typed` is a slip of; "" when none is near.
[[nodiscard]] std::string nearest(std::string_view typed, const std::vector<std::string>& candidates);

// `words` are those after the program's name; `complaint` is the parser's, for what is not found here.
[[nodiscard]] Error usage_fault(const std::vector<Command>& commands, const std::vector<std::string>& words,
                                const std::string& complaint);

}  // namespace kula::cli
