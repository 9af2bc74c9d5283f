#include "cli/commands/schema_options.h"

#include <algorithm>

#include "cli/commands/samples.h"

namespace kula::cli {

using codec::JsonValue;

std::string dashed(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == '_') c = '-';
  }
  return result;
}

namespace {

std::string upper(std::string_view name) {
  std::string result(name);
  for (char& c : result) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return result;
}

bool is_optional(const JsonValue& field) { return *field.find("optional")->as_bool(); }

// A common option has this name already: the field stands without one.
bool is_taken(std::string_view name) {
  const auto common = common_options();
  return std::any_of(common.begin(), common.end(),
                     [&](const Option& one) { return one.name == dashed(name); });
}

bool stands_alone(const JsonValue& field, std::size_t index) {
  if (is_taken(field.string_at("name"))) return true;
  const auto kind = field.string_at("kind");
  return index == 0 && !is_optional(field) && (kind == "slug" || kind == "address" || kind == "book");
}

std::string option_name(const JsonValue& field, std::size_t index) {
  const auto name = field.string_at("name");
  return stands_alone(field, index) ? upper(name) : dashed(name);
}

// Only a course may build on nothing; every other list is refused when it is empty.
bool is_needed(const JsonValue& field) {
  return !is_optional(field) && field.string_at("name") != "builds_on";
}

const JsonValue::Array& fields_of(const JsonValue& schema) {
  static const JsonValue::Array kNone;
  const auto* fields = schema.find("fields");
  return fields == nullptr ? kNone : *fields->as_array();
}

}  // namespace

std::vector<Option> options_of(const JsonValue& schema) {
  std::vector<Option> options;
  const auto& fields = fields_of(schema);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    options.push_back({option_name(fields[i], i), field_hint(fields[i]), is_needed(fields[i]),
                       fields[i].string_at("kind") == "list", false});
  }
  return options;
}

std::vector<std::string> examples_of(const std::string& noun, const std::string& verb,
                                     const JsonValue& schema, const std::string& tail,
                                     const std::string& second_tail) {
  std::string line = "kula " + noun + " " + verb;
  const auto& fields = fields_of(schema);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool alone = stands_alone(fields[i], i);
    if (!is_needed(fields[i]) && !alone) continue;
    const auto option = alone ? std::string{} : "--" + option_name(fields[i], i);
    line += (alone ? " " : " " + option + " ") + sample(noun, fields[i], option);
  }
  return {line + tail, line + second_tail};
}

Result<JsonValue> fields_from(const FieldContext& context, const JsonValue& schema,
                              const Arguments& arguments) {
  JsonValue result{JsonValue::Object{}};
  const auto& fields = fields_of(schema);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string name(fields[i].string_at("name"));
    const auto texts = arguments.all(option_name(fields[i], i));
    if (texts.empty()) {
      if (fields[i].string_at("kind") == "list") result.set(name, JsonValue(JsonValue::Array{}));
      continue;
    }
    auto value = parse_field(context, fields[i], texts);
    if (!value) return value;
    result.set(name, std::move(*value));
  }
  return result;
}

}  // namespace kula::cli
