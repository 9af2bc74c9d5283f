// What the help shows is typed and sent: the chain may miss the things it names, but finds no fault with the
// values.
#include <fstream>
#include <gtest/gtest.h>

#include "cli/commands/all_commands.h"
#include "cli/commands/schema_options.h"
#include "cli/contract_kinds.h"
#include "cli/key_store.h"
#include "ledger/crypto/random.h"
#include "tests/cli/demo/files.h"
#include "tests/cli/demo/memory_chain.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

// As a shell does, but for escapes.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words{""};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

// By the command's options, with no more than what they allow; nothing for a line that the parser would
// refuse.
std::optional<Arguments> parsed(const Command& command, const std::string& line) {
  const auto words = words_of(line);
  std::map<std::string, std::vector<std::string>> values;
  auto options = common_options();
  options.insert(options.end(), command.options.begin(), command.options.end());
  std::vector<std::string> places;
  for (const auto& option : command.options) {
    if (is_positional(option)) places.push_back(option.name);
  }
  std::size_t place = 0;
  for (std::size_t i = 3; i < words.size(); ++i) {
    if (words[i].substr(0, 2) != "--") {
      if (place == places.size()) return std::nullopt;
      values[places[place++]].push_back(words[i]);
      continue;
    }
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const Option& one) { return "--" + one.name == words[i]; });
    if (option == options.end()) return std::nullopt;
    auto& given = values[option->name];
    if (!option->flag) given.push_back(words[++i]);
  }
  for (const auto& option : command.options) {
    if (option.required && values[option.name].empty()) return std::nullopt;
  }
  return Arguments(std::move(values));
}

class Examples : public testing::Test {
 protected:
  Examples() : keys_(demo::test_keys()), cast_(keys_), chain_(cast_, demo::kLatest) {
    settings_.keys_dir = folder_.path() / "keys";
    for (const auto* name : {"ann", "bob", "cia", "school"}) {
      const auto secret = crypto::SecretKey::from_bytes(crypto::os_random(32));
      EXPECT_TRUE(KeyStore(settings_.keys_dir).add(name, *secret, std::nullopt, "password", {1u << 4, 8, 1}));
    }
    std::filesystem::current_path(folder_.path());
    for (const auto* name : {"notes.pdf", "reason.txt", "purpose.txt", "rules.txt", "text.txt", "proof.txt",
                             "change.diff", "evidence.pdf"}) {
      std::ofstream(name) << name;
    }
  }
  ~Examples() override { std::filesystem::current_path("/"); }

  static const Command& command_of(const std::vector<Command>& commands, std::string_view kind) {
    const auto dot = kind.find('.');
    return *std::find_if(commands.begin(), commands.end(), [&](const Command& one) {
      return one.noun == dashed(kind.substr(0, dot)) && one.verb == dashed(kind.substr(dot + 1));
    });
  }

  tests::TemporaryFolder folder_;
  Settings settings_;
  demo::DemoKeys keys_;
  demo::Cast cast_;
  demo::MemoryChain chain_;
};

TEST_F(Examples, OfActionsHaveValuesThatTheirFieldsTake) {
  const auto commands = action_commands();
  const auto all = all_commands();
  for (const auto& module : contract_kinds().registry().modules()) {
    for (const auto& kind : module.actions) {
      // Those with a command of their own do not show what is in the action.
      if (command_of(all, kind.name).examples != command_of(commands, kind.name).examples) continue;
      for (const auto& example : command_of(commands, kind.name).examples) {
        const auto arguments = parsed(command_of(commands, kind.name), example);
        ASSERT_TRUE(arguments) << example;
        const auto fields = fields_from({settings_, demo::kLatest}, kind.describe(), *arguments);
        ASSERT_TRUE(fields) << example << ": " << fields.error().what;
        auto body = kind.from_json(*fields);
        ASSERT_TRUE(body) << example << ": " << body.error();
        // No account of the examples is open here; the form is judged before that is found.
        const demo::PlannedTransaction sent{"registrar", {{kind.number, *body}}, example};
        for (const auto& rejected : chain_.run({&sent}, demo::kLatest)) {
          const auto* code = contract_kinds().registry().code(
              static_cast<std::uint16_t>(std::stoul(rejected.substr(rejected.rfind(' ') + 1))));
          ASSERT_NE(code, nullptr) << rejected;
          EXPECT_NE(code->name.substr(0, 4), "bad_") << example << ": " << code->name;
          EXPECT_NE(code->name.substr(0, 8), "licence_") << example << ": " << code->name;
          EXPECT_NE(code->name, "nothing_listed") << example;
          EXPECT_NE(code->name, "zero_amount") << example;
        }
      }
    }
  }
}

TEST_F(Examples, OfQueriesAreWholeQuestions) {
  const auto commands = query_commands();
  for (const auto& module : contract_kinds().registry().modules()) {
    for (const auto& kind : module.queries) {
      for (const auto& example : command_of(commands, kind.name).examples) {
        const auto arguments = parsed(command_of(commands, kind.name), example);
        ASSERT_TRUE(arguments) << example;
        const auto fields = fields_from({settings_, demo::kLatest}, kind.describe(), *arguments);
        ASSERT_TRUE(fields) << example << ": " << fields.error().what;
      }
    }
  }
}

TEST(AllCommands, HaveNoOptionWithTheNameOfACommonOne) {
  for (const auto& command : all_commands()) {
    for (const auto& option : command.options) {
      for (const auto& common : common_options())
        EXPECT_NE(option.name, common.name) << command.noun << " " << command.verb;
    }
  }
}

TEST(AllCommands, ShowExamplesWithOptionsThatTheirHelpLists) {
  for (const auto& command : all_commands()) {
    auto options = common_options(command.reach);
    options.insert(options.end(), command.options.begin(), command.options.end());
    for (const auto& example : command.examples) {
      for (const auto& word : words_of(example)) {
        if (word.substr(0, 2) != "--") continue;
        EXPECT_TRUE(std::any_of(options.begin(), options.end(), [&](const Option& one) {
          return "--" + one.name == word;
        })) << example;
      }
    }
  }
}

TEST(AllCommands, HaveALineForTheirNounAndTwoExamples) {
  const auto nouns = all_nouns();
  for (const auto& command : all_commands()) {
    EXPECT_TRUE(nouns.contains(command.noun)) << command.noun;
    EXPECT_GE(command.examples.size(), 2u) << command.noun << " " << command.verb;
  }
}

}  // namespace
}  // namespace kula::cli
