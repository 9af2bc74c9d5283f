#include "cli/usage.h"

#include <gtest/gtest.h>

namespace kula::cli {
namespace {

std::vector<Command> commands() {
  const Option slug{"SLUG", "", true, false, false};
  return {{"course", "buy", "", {slug, {"max-price", "", true, false, false}}, {}, {}},
          {"course", "show", "", {slug}, {}, {}},
          {"localnet", "kill", "", {{"NODE", "", true, true, false}}, {}, {}}};
}

Error fault(const std::vector<std::string>& words) {
  return usage_fault(commands(), words, "SLUG is required");
}

TEST(Usage, NamesTheWordThatIsNoCommandAndTheOneThatWasMeant) {
  EXPECT_EQ(fault({"frob"}).what, "there is no command \"frob\"");
  EXPECT_EQ(fault({"frob"}).next, "one of course, localnet");
  EXPECT_EQ(fault({"cuorse", "buy"}).next, "did you mean `kula course`?");
  EXPECT_EQ(fault({"course", "byu", "x"}).what, "course has no verb \"byu\"");
  EXPECT_EQ(fault({"course", "byu", "x"}).next, "did you mean `kula course buy`?");
  EXPECT_EQ(fault({"--node", "URL", "course", "byu"}).next, "did you mean `kula course buy`?");
}

TEST(Usage, NamesTheOptionThatIsNone) {
  EXPECT_EQ(fault({"--frob"}).what, "there is no option --frob");
  EXPECT_EQ(fault({"course", "buy", "x", "--frob"}).what, "course buy has no option --frob");
  EXPECT_EQ(fault({"course", "buy", "x", "--max-prise=3"}).next, "did you mean --max-price?");
  EXPECT_EQ(fault({"course", "show", "x", "--max-price", "3"}).what, "course show has no option --max-price");
  EXPECT_EQ(fault({"course", "show", "x", "--jsno"}).next, "did you mean --json?");
  EXPECT_EQ(fault({"course", "show", "-"}).what, "course show has no option -");
}

TEST(Usage, NamesTheWordThatIsTooMany) {
  EXPECT_EQ(fault({"course", "show", "x", "y"}).what, "\"y\" is one word too many for course show");
}

TEST(Usage, SaysWhatIsMissing) {
  EXPECT_EQ(fault({}).what, "no command was given");
  EXPECT_EQ(fault({"course"}).what, "course needs a verb");
  EXPECT_EQ(fault({"course"}).next, "one of buy, show");
  EXPECT_EQ(fault({"course", "show"}).what, "SLUG is required");
  EXPECT_EQ(fault({"course", "show"}).next, "see `kula course show --help`");
}

TEST(Usage, GuessesNothingFarOff) {
  EXPECT_EQ(nearest("zzz", {"buy", "show"}), "");
  EXPECT_EQ(nearest("frob", {"for", "json"}), "");
  EXPECT_EQ(nearest("shwo", {"buy", "show"}), "show");
  EXPECT_EQ(nearest("", {"buy"}), "");
}

}  // namespace
}  // namespace kula::cli
