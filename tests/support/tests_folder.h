// Where the tests' data lies.
#pragma once

#include <string>

namespace kula::tests {

// The absolute path of the folder tests/ that this program was built from.
[[nodiscard]] std::string tests_folder();

}  // namespace kula::tests
