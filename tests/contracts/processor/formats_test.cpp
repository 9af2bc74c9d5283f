// Pins the format of every action, event, job and table, and the number of every code, in
// tests/golden/contracts/formats.txt: a field that moves, changes its kind or gets another name is another
// protocol, and makes old blocks, proofs and signed transactions unreadable. The texts that people read may
// change. KULA_WRITE_GOLDEN=1 writes the file anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "contracts/kernel/make_kinds.h"
#include "contracts/processor.h"
#include "genesis/genesis_document.h"
#include "ledger/codec/schema.h"
#include "tests/support/tests_folder.h"

namespace kula::contracts {
namespace {

using codec::JsonValue;

std::string format_of(const JsonValue& schema);

// "slug:slug, managers:[address], deadline?:time"
std::string members_of(const JsonValue& schema) {
  std::string text;
  const auto* fields = schema.find("fields");
  if (fields == nullptr) return text;
  for (const auto& field : *fields->as_array()) {
    text.append(text.empty() ? "" : ", ").append(field.string_at("name"));
    text.append(*field.find("optional")->as_bool() ? "?:" : ":").append(format_of(field));
  }
  return text;
}

std::string names_of(const JsonValue& schema) {
  std::string text;
  for (const auto& name : *schema.find("names")->as_array()) {
    text.append(text.empty() ? "" : "|").append(*name.as_string());
  }
  return text;
}

std::string format_of(const JsonValue& schema) {
  std::string kind(schema.string_at("kind"));
  if (kind == "object") return "{" + members_of(schema) + "}";
  if (kind == "list" || kind == "map") return kind + "[" + format_of(*schema.find("element")) + "]";
  if (kind == "enum" || kind == "variant") return kind + "(" + names_of(schema) + ")";
  return kind;
}

std::string key_of(const JsonValue& table) {
  std::string text;
  for (const auto& part : *table.find("key")->as_array()) {
    text.append(text.empty() ? "" : ", ").append(format_of(part));
  }
  return text;
}

std::string line_of(std::string_view what, const JsonValue& kind) {
  std::string line(what);
  line.append(" ").append(kind.find("number")->as_number()->text).append(" ").append(kind.string_at("name"));
  if (kind.find("key") != nullptr) line.append(" [").append(key_of(kind)).append("]");
  if (const auto* schema = kind.find("schema")) line.append(" {").append(members_of(*schema)).append("}");
  return line + "\n";
}

std::string all_formats() {
  std::string text;
  const auto described = ContractProcessor().describe();
  for (const auto& module : *described.find("modules")->as_array()) {
    for (const auto& [list, what] :
         {std::pair("actions", "action"), std::pair("events", "event"), std::pair("jobs", "job"),
          std::pair("tables", "table"), std::pair("codes", "code")}) {
      for (const auto& kind : *module.find(list)->as_array()) text += line_of(what, kind);
    }
  }
  text += "genesis " + format_of(schema_json(codec::schema_of<genesis::GenesisDocument>())) + "\n";
  return text;
}

TEST(Formats, AreThoseOfTheGoldenFile) {
  const std::filesystem::path path = tests::tests_folder() + "/golden/contracts/formats.txt";
  const std::string text = all_formats();
  if (std::getenv("KULA_WRITE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden);
}

}  // namespace
}  // namespace kula::contracts
