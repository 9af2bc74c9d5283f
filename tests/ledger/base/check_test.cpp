#include "ledger/base/check.h"

#include <gtest/gtest.h>

namespace kula {
namespace {

TEST(CheckDeathTest, StopsTheProcessAndNamesWhatBroke) {
  EXPECT_DEATH(
      KULA_CHECK(1 + 1 == 3, "the books do not balance; run `kulad tool verify`"),
      "kula: check failed: the books do not balance; run `kulad tool verify` \\(.*check_test.cpp:[0-9]+\\)");
}

TEST(Check, LetsAKeptInvariantPass) { KULA_CHECK(1 + 1 == 2, "arithmetic"); }

}  // namespace
}  // namespace kula
