// SPDX licence expressions: tables by hand, and random expressions against a renderer of the test's own.
#include "contracts/projects/spdx.h"

#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>

#include "contracts/projects/codes.h"
#include "contracts/projects/spdx_list.h"
#include "ledger/codec/json_value.h"
#include "tests/support/tests_folder.h"

namespace kula::contracts::projects {
namespace {

using Kind = LicenceError::Kind;

TEST(SpdxList, HoldsExactlyTheIdsOfTheDataFile) {
  std::ifstream file(tests::tests_folder() + "/contracts/projects/spdx_licenses.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto data = codec::parse_json(text.str());
  ASSERT_TRUE(data.has_value()) << data.error();
  const auto& licences = *data->find("licenses")->as_array();
  EXPECT_EQ(licences.size(), 734u);
  for (const auto& licence : licences) {
    const std::string id(licence.string_at("id"));
    const auto* entry = find_spdx_licence(id);
    ASSERT_NE(entry, nullptr) << id;
    EXPECT_EQ(entry->id, id);
    EXPECT_TRUE(entry->is_open || !*licence.find("osi")->as_bool()) << id;
    EXPECT_EQ(find_spdx_licence(id + "x"), find_spdx_licence(id + "X"));
  }
  for (const auto& exception : *data->find("exceptions")->as_array()) {
    const auto* entry = find_spdx_exception(*exception.as_string());
    ASSERT_NE(entry, nullptr) << *exception.as_string();
    EXPECT_EQ(entry->id, *exception.as_string());
    EXPECT_EQ(find_spdx_licence(*exception.as_string()), nullptr) << "an exception is no licence";
  }
}

struct Refused {
  std::string text;
  Kind kind;
  std::uint32_t column;
  std::string token;
};

TEST(Spdx, RefusesWhatIsNoExpressionAndSaysWhere) {
  const std::vector<Refused> table{
      {"", Kind::syntax, 1, ""},
      {"   ", Kind::syntax, 4, ""},
      {"()", Kind::syntax, 2, ")"},
      {"(MIT", Kind::syntax, 5, ""},
      {"MIT)", Kind::syntax, 4, ")"},
      {"MIT OR", Kind::syntax, 7, ""},
      {"OR MIT", Kind::syntax, 1, "OR"},
      {"MIT OR OR ISC", Kind::syntax, 8, "OR"},
      {"MIT AND OR ISC", Kind::syntax, 9, "OR"},
      {"MIT ISC", Kind::syntax, 5, "ISC"},
      {"MIT (ISC)", Kind::syntax, 5, "("},
      {"MIT And ISC", Kind::syntax, 5, "And"},
      {"MIT, ISC", Kind::syntax, 4, ","},
      {"MIT/ISC", Kind::syntax, 4, "/ISC"},
      {"MIT\nOR ISC", Kind::syntax, 4, "\nOR"},
      {"MIT +", Kind::syntax, 5, "+"},
      {"+", Kind::syntax, 1, "+"},
      {"MIT++", Kind::syntax, 4, "++"},
      {"MIT+AND ISC", Kind::syntax, 4, "+AND"},
      {"LicenseRef-x+", Kind::syntax, 13, "+"},
      {"(MIT) WITH Classpath-exception-2.0", Kind::syntax, 7, "WITH"},
      {"GPL-2.0-only WITH", Kind::syntax, 18, ""},
      {"GPL-2.0-only WITH (Classpath-exception-2.0)", Kind::syntax, 19, "("},
      {"GPL-2.0-only WITH AND", Kind::syntax, 19, "AND"},
      {"GPL-2.0-only WITH Classpath-exception-2.0 WITH Classpath-exception-2.0", Kind::syntax, 43, "WITH"},
      {"L\xC3\xB6ve", Kind::syntax, 2, "\xC3\xB6ve"},
      {"Foo", Kind::unknown_id, 1, "Foo"},
      {"MIT OR Foo-1.0", Kind::unknown_id, 8, "Foo-1.0"},
      {"(MIT AND (ISC OR Bar))", Kind::unknown_id, 18, "Bar"},
      {"Foo+", Kind::unknown_id, 1, "Foo"},
      {"NONE", Kind::unknown_id, 1, "NONE"},
      {"licenseref-x", Kind::unknown_id, 1, "licenseref-x"},
      {"LicenseRef-", Kind::unknown_id, 1, "LicenseRef-"},
      {"Classpath-exception-2.0", Kind::unknown_id, 1, "Classpath-exception-2.0"},
      {"GPL-2.0-only WITH MIT", Kind::unknown_id, 19, "MIT"},
      {"DocumentRef-a:MIT", Kind::syntax, 14, ":MIT"},
      {"DocumentRef-:LicenseRef-x", Kind::syntax, 13, ":LicenseRef-x"},
  };
  for (const auto& row : table) {
    const auto parsed = parse_licence(row.text);
    ASSERT_FALSE(parsed.has_value()) << row.text;
    EXPECT_EQ(parsed.error().kind, row.kind) << row.text;
    EXPECT_EQ(parsed.error().column, row.column) << row.text;
    EXPECT_EQ(parsed.error().token, row.token) << row.text;
    const auto canonical = canonical_licence(row.text);
    ASSERT_FALSE(canonical.has_value());
    EXPECT_EQ(canonical.error().code->number,
              (row.kind == Kind::syntax ? kLicenceSyntax : kLicenceUnknown).number);
  }
}

struct Accepted {
  std::string text;
  std::string canonical;
  bool open;
};

TEST(Spdx, TakesAsOpenWhatTheOpenDefinitionDoesForTextsAndNothingMore) {
  for (const auto* id :
       {"CC0-1.0", "CC-BY-4.0", "CC-BY-2.5", "CC-BY-3.0-DE", "CC-BY-SA-4.0", "CC-BY-SA-2.1-JP", "ODbL-1.0",
        "ODC-By-1.0", "PDDL-1.0", "GFDL-1.3-no-invariants-or-later"}) {
    ASSERT_NE(find_spdx_licence(id), nullptr) << id;
    EXPECT_TRUE(find_spdx_licence(id)->is_open) << id;
  }
  for (const auto* id : {"CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-3.0-DE", "BUSL-1.1",
                         "GFDL-1.3-invariants-or-later", "GFDL-1.3-or-later", "SSPL-1.0", "JSON"}) {
    ASSERT_NE(find_spdx_licence(id), nullptr) << id;
    EXPECT_FALSE(find_spdx_licence(id)->is_open) << id;
  }
}

TEST(Spdx, WritesTheCanonicalFormAndSeesOpenAlternatives) {
  const std::vector<Accepted> table{
      {"MIT", "MIT", true},
      {"mit", "MIT", true},
      {"  aPaChE-2.0\t", "Apache-2.0", true},
      {"MIT+", "MIT+", true},
      {"gpl-2.0+", "GPL-2.0+", true},
      {"gpl-3.0-or-later", "GPL-3.0-or-later", true},
      {"CC-BY-4.0", "CC-BY-4.0", true},
      {"CC-BY-NC-4.0", "CC-BY-NC-4.0", false},
      {"LicenseRef-Paid", "LicenseRef-Paid", false},
      {"DocumentRef-spdx.1:LicenseRef-a-b", "DocumentRef-spdx.1:LicenseRef-a-b", false},
      {"gpl-2.0-only with classpath-EXCEPTION-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", true},
      {"LicenseRef-a WITH Classpath-exception-2.0", "LicenseRef-a WITH Classpath-exception-2.0", false},
      {"mit or isc", "MIT OR ISC", true},
      {"MIT AND LicenseRef-a", "MIT AND LicenseRef-a", false},
      {"MIT OR LicenseRef-a", "MIT OR LicenseRef-a", true},
      {"LicenseRef-a OR LicenseRef-b", "LicenseRef-a OR LicenseRef-b", false},
      {"(MIT)", "MIT", true},
      {"((MIT OR (ISC)))", "MIT OR ISC", true},
      {"(MIT)AND(ISC)", "MIT AND ISC", true},
      {"MIT AND ISC OR 0BSD", "MIT AND ISC OR 0BSD", true},
      {"MIT OR ISC AND LicenseRef-a", "MIT OR ISC AND LicenseRef-a", true},
      {"(MIT OR ISC) AND LicenseRef-a", "(MIT OR ISC) AND LicenseRef-a", false},
      {"LicenseRef-a AND LicenseRef-b OR CC-BY-4.0 AND MIT OR ISC AND 0BSD",
       "LicenseRef-a AND LicenseRef-b OR CC-BY-4.0 AND MIT OR ISC AND 0BSD", true},
      {"MIT AND (ISC AND (0BSD AND Zlib))", "MIT AND ISC AND 0BSD AND Zlib", true},
      {"MIT OR (ISC OR 0BSD)", "MIT OR ISC OR 0BSD", true},
      {"(LicenseRef-a OR MIT) AND (LicenseRef-b OR ISC)", "(LicenseRef-a OR MIT) AND (LicenseRef-b OR ISC)",
       true},
  };
  for (const auto& row : table) {
    const auto parsed = parse_licence(row.text);
    ASSERT_TRUE(parsed.has_value()) << row.text << ": column " << parsed.error().column;
    EXPECT_EQ(parsed->text(), row.canonical);
    EXPECT_EQ(parsed->has_open_alternative(), row.open) << row.text;
    EXPECT_EQ(canonical_licence(row.canonical).value(), row.canonical);
  }
}

TEST(Spdx, BoundsLengthAndDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "MIT" + std::string(depth, ')');
  };
  EXPECT_TRUE(parse_licence(nested(kMaxLicenceDepth)).has_value());
  const auto too_deep = parse_licence(nested(kMaxLicenceDepth + 1));
  ASSERT_FALSE(too_deep.has_value());
  EXPECT_EQ(too_deep.error().kind, Kind::syntax);
  EXPECT_EQ(too_deep.error().column, kMaxLicenceDepth + 1);

  const std::string full = "MIT" + std::string(kMaxLicenceBytes - 3, ' ');
  EXPECT_TRUE(parse_licence(full).has_value());
  EXPECT_FALSE(parse_licence(full + " ").has_value());
}

TEST(Spdx, RefusesAnExpressionWhoseCanonicalFormIsTooLong) {
  // Joined by a bare AND: two spaces more each in the canonical form.
  std::string text = "(0BSD OR Zlib)";
  while (text.size() + 17 <= kMaxLicenceBytes) text += "AND(0BSD OR Zlib)";
  ASSERT_LE(text.size(), kMaxLicenceBytes);
  const auto parsed = parse_licence(text);
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().kind, Kind::syntax);
}

// A random expression and what the test thinks of it.
struct Sample {
  std::string written;  // messy
  std::string canonical;
  int binding = 2;                              // 0 OR, 1 AND, 2 tighter
  std::vector<std::vector<bool>> alternatives;  // disjunctive normal form of "is open"
};

class Samples {
 public:
  explicit Samples(std::uint64_t seed) : random_(seed) {}

  Sample make(int depth) {
    const auto pick = depth == 0 ? 2 : random_() % 3;
    if (pick == 2) return leaf();
    const int binding = static_cast<int>(pick);
    Sample result = operand(depth, binding);
    result.binding = binding;
    for (std::size_t more = 1 + random_() % 2; more > 0; --more)
      join(result, operand(depth, binding), binding);
    return result;
  }

 private:
  struct Licence {
    const char* id;
    bool open;
  };
  Sample leaf() {
    static constexpr Licence kLicences[] = {{"MIT", true},          {"Apache-2.0", true},
                                            {"GPL-3.0-only", true}, {"CC-BY-NC-4.0", false},
                                            {"BUSL-1.1", false},    {"0BSD", true},
                                            {"MPL-2.0+", true},     {"LGPL-2.1-only WITH LLGPL", true}};
    if (random_() % 8 == 0) return {"LicenseRef-Own.1", "LicenseRef-Own.1", 2, {{false}}};
    const auto& licence = kLicences[random_() % std::size(kLicences)];
    std::string written = licence.id;
    for (auto& c : written) {
      // Operators must be of one case: leave WITH alone.
      if (random_() % 2 == 0 && written.find(' ') == std::string::npos)
        c = static_cast<char>(std::tolower(c));
    }
    return {written, licence.id, 2, {{licence.open}}};
  }
  Sample operand(int depth, int outer) {
    Sample sample = make(depth - 1);
    const bool needs = sample.binding < outer;
    if (needs) sample.canonical = "(" + sample.canonical + ")";
    if (needs || random_() % 4 == 0) sample.written = "(" + spaces(0) + sample.written + spaces(0) + ")";
    return sample;
  }
  void join(Sample& left, const Sample& right, int binding) {
    const std::string word = binding == 0 ? "OR" : "AND";
    left.canonical += " " + word + " " + right.canonical;
    std::string shown = word;
    if (random_() % 2 == 0)
      std::transform(shown.begin(), shown.end(), shown.begin(),
                     [](char c) { return static_cast<char>(std::tolower(c)); });
    left.written += spaces(1) + shown + spaces(1) + right.written;
    if (binding == 0) {
      left.alternatives.insert(left.alternatives.end(), right.alternatives.begin(), right.alternatives.end());
      return;
    }
    std::vector<std::vector<bool>> product;
    for (const auto& a : left.alternatives) {
      for (const auto& b : right.alternatives) {
        product.push_back(a);
        product.back().insert(product.back().end(), b.begin(), b.end());
      }
    }
    left.alternatives = std::move(product);
  }
  std::string spaces(std::size_t least) {
    return std::string(least + random_() % 2, random_() % 4 == 0 ? '\t' : ' ');
  }

  std::mt19937_64 random_;
};

TEST(Spdx, AgreesWithAnotherRendererOnRandomExpressions) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Samples samples(seed);
  std::size_t open = 0;
  std::size_t checked = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto sample = samples.make(3);
    if (sample.written.size() > kMaxLicenceBytes || sample.canonical.size() > kMaxLicenceBytes) continue;
    const auto parsed = parse_licence(sample.written);
    ASSERT_TRUE(parsed.has_value()) << sample.written << " at " << parsed.error().column;
    ASSERT_EQ(parsed->text(), sample.canonical) << sample.written;
    ASSERT_EQ(canonical_licence(sample.canonical).value(), sample.canonical);
    const bool expected =
        std::any_of(sample.alternatives.begin(), sample.alternatives.end(),
                    [](const auto& all) { return std::find(all.begin(), all.end(), false) == all.end(); });
    ASSERT_EQ(parsed->has_open_alternative(), expected) << sample.written;
    ++checked;
    if (expected) ++open;
  }
  EXPECT_GT(checked, 1000u);
  EXPECT_GT(open, 100u);
  EXPECT_LT(open, checked);
}

TEST(Spdx, AnswersAnyBytesAndKeepsItsOwnCanonicalForm) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  static constexpr const char* kPieces[] = {"MIT",  "isc",  " ", "(",  ")",    "AND ", " or ",
                                            "+",    "WITH", ":", "\t", "Zlib", "ISC",  "LicenseRef-a",
                                            "\x01", "LLGPL"};
  std::size_t accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto pieces = random() % 8; pieces > 0; --pieces) text += kPieces[random() % std::size(kPieces)];
    const auto parsed = parse_licence(text);
    if (!parsed) {
      ASSERT_GE(parsed.error().column, 1u);
      ASSERT_LE(parsed.error().column, text.size() + 1);
      ASSERT_EQ(text.substr(parsed.error().column - 1, parsed.error().token.size()), parsed.error().token);
      continue;
    }
    ++accepted;
    const auto again = parse_licence(parsed->text());
    ASSERT_TRUE(again.has_value()) << text;
    ASSERT_EQ(again->text(), parsed->text());
  }
  EXPECT_GT(accepted, 100u);
}

}  // namespace
}  // namespace kula::contracts::projects
