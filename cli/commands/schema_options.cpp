#include "cli/commands/schema_options.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

std::string upper(std::string_view name) {
  std::string result(name);
  for (char& c : result) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return result;
}

bool is_optional(const JsonValue& field) { return *field.find("optional")->as_bool(); }

bool is_positional(const JsonValue& field, std::size_t index) {
  const auto kind = field.string_at("kind");
  return index == 0 && !is_optional(field) && (kind == "slug" || kind == "address" || kind == "book");
}

std::string option_name(const JsonValue& field, std::size_t index) {
  const auto name = field.string_at("name");
  return is_positional(field, index) ? upper(name) : dashed(name);
}

const JsonValue::Array& fields_of(const JsonValue& schema) {
  static const JsonValue::Array kNone;
  const auto* fields = schema.find("fields");
  return fields == nullptr ? kNone : *fields->as_array();
}

std::string sample(const JsonValue& field) {
  static const std::map<std::string_view, std::string_view> kSamples{
      {"slug", "intro-to-rust"}, {"amount", "20.00"},
      {"time", "+8d"},           {"address", "@ann"},
      {"book", "@ann"},          {"hex32", "file:notes.pdf"},
      {"bool", "true"},          {"string", "\"Intro to Rust\""},
      {"points", "10"}};
  const auto kind = field.string_at("kind");
  if (kind == "list") return sample(*field.find("element"));
  if (kind == "enum") return *field.find("names")->as_array()->front().as_string();
  if (kind == "variant")
    return "type=" + *field.find("names")->as_array()->front().as_string() + ",node=node-5";
  if (kind == "object") {
    std::string text;
    for (const auto& member : fields_of(field)) {
      if (is_optional(member)) continue;
      text += (text.empty() ? "" : ",") + std::string(member.string_at("name")) + "=" + sample(member);
    }
    return text;
  }
  const auto found = kSamples.find(kind);
  return std::string(found == kSamples.end() ? "1" : found->second);
}

}  // namespace

std::string dashed(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == '_') c = '-';
  }
  return result;
}

std::vector<Option> options_of(const JsonValue& schema) {
  std::vector<Option> options;
  const auto& fields = fields_of(schema);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool is_list = fields[i].string_at("kind") == "list";
    options.push_back({option_name(fields[i], i), field_hint(fields[i]), !is_optional(fields[i]) && !is_list,
                       is_list, false});
  }
  return options;
}

std::vector<std::string> examples_of(const std::string& noun, const std::string& verb,
                                     const JsonValue& schema, const std::string& tail,
                                     const std::string& second_tail) {
  std::string line = "kula " + noun + " " + verb;
  const auto& fields = fields_of(schema);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (is_optional(fields[i])) continue;
    line += (is_positional(fields[i], i) ? " " : " --" + option_name(fields[i], i) + " ") + sample(fields[i]);
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
