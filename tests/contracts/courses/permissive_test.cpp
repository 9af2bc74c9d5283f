#include "contracts/courses/permissive.h"

#include <gtest/gtest.h>

namespace kula::contracts::courses {
namespace {

TEST(Permissive, NeedsOneAlternativeOfPermissiveLicencesOnly) {
  for (const auto* licence :
       {"GPL-3.0-only", "LGPL-2.1-or-later", "MIT AND GPL-2.0-only", "LicenseRef-Mine",
        "MIT AND (GPL-2.0-only OR LicenseRef-Mine)", "AGPL-3.0-only OR LicenseRef-Mine",
        "GPL-2.0-only WITH Classpath-exception-2.0", "CC-BY-NC-4.0", "no licence", ""}) {
    EXPECT_FALSE(is_permissive(licence)) << licence;
  }
  for (const auto* licence :
       {"MIT", "Apache-2.0", "BSD-3-Clause", "MIT OR GPL-3.0-only", "MIT AND Apache-2.0",
        "Apache-2.0 WITH LLVM-exception", "Apache-2.0+", "GPL-2.0-only OR (ISC AND 0BSD)",
        "(MIT OR GPL-2.0-only) AND (Zlib OR LicenseRef-Mine)"}) {
    EXPECT_TRUE(is_permissive(licence)) << licence;
  }
}

}  // namespace
}  // namespace kula::contracts::courses
