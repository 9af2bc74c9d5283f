#include "tests/support/tests_folder.h"

namespace kula::tests {

std::string tests_folder() { return KULA_TESTS_DIR; }

}  // namespace kula::tests
