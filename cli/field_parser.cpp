#include "cli/field_parser.h"

#include <algorithm>
#include <map>

#include "cli/field_scalars.h"
#include "ledger/types/address.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

// In typed order; of a field that is a list, one an element.
using Pairs = std::vector<std::pair<std::string, std::string>>;

// "field=value,field=value".
std::optional<Pairs> split_pairs(const std::string& text) {
  Pairs pairs;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    const auto part = text.substr(at, end - at);
    const auto equals = part.find('=');
    if (equals == std::string::npos) return std::nullopt;
    pairs.emplace_back(part.substr(0, equals), part.substr(equals + 1));
    at = end + 1;
  }
  return pairs;
}

// "type=name,field=value": the alternative's fields are texts, which its struct reads strictly.
Result<JsonValue> parse_variant(const JsonValue& schema, const std::string& text) {
  const auto pairs = split_pairs(text);
  if (!pairs || pairs->empty() || pairs->front().first != "type") return no_such_value(schema, text);
  JsonValue object;
  for (const auto& [name, value] : *pairs) {
    if (object.find(name) != nullptr) return no_such_value(schema, text);
    object.set(name, JsonValue(value));
  }
  return object;
}

auto lacks(const std::string& text, const std::string& name) {
  return usage_error("\"" + text + "\" lacks " + name + "=…", "see the command's --help");
}
auto repeats(const std::string& text, const std::string& name) {
  return usage_error("\"" + text + "\" has " + name + "=… twice", "say each field once");
}

// By the members' schemas; members that are not named must be optional.
Result<JsonValue> parse_object(const FieldContext& context, const JsonValue& schema,
                               const std::string& text) {
  const auto pairs = split_pairs(text);
  if (!pairs) return no_such_value(schema, text);
  std::map<std::string, std::vector<std::string>> given;
  for (const auto& [name, value] : *pairs) given[name].push_back(value);
  JsonValue object{JsonValue::Object{}};
  for (const auto& member : *schema.find("fields")->as_array()) {
    const std::string name(member.string_at("name"));
    const auto found = given.find(name);
    if (found == given.end()) {
      if (*member.find("optional")->as_bool()) continue;
      return lacks(text, name);
    }
    if (found->second.size() > 1 && member.string_at("kind") != "list") return repeats(text, name);
    auto value = parse_field(context, member, found->second);
    if (!value) return value;
    object.set(name, std::move(*value));
    given.erase(found);
  }
  if (!given.empty())
    return usage_error("\"" + text + "\" has an unknown field " + given.begin()->first,
                       "see the command's --help");
  return object;
}

Result<JsonValue> parse_one(const FieldContext& context, const JsonValue& schema, const std::string& text) {
  if (!text.empty() && (text[0] == '{' || text[0] == '[') && schema.string_at("kind") != "string") {
    auto json = codec::parse_json(text);
    if (!json)
      return usage_error("the JSON value cannot be read: " + json.error(), "see the command's --help");
    return std::move(*json);
  }
  const auto kind = schema.string_at("kind");
  if (kind == "object") return parse_object(context, schema, text);
  if (kind == "variant") return parse_variant(schema, text);
  const auto scalar = scalar_parser(kind);
  return scalar == nullptr ? no_such_value(schema, text) : scalar(context, schema, text);
}

Result<JsonValue> parse_list(const FieldContext& context, const JsonValue& schema,
                             const std::vector<std::string>& texts) {
  if (texts.size() == 1 && !texts.front().empty() && texts.front()[0] == '[')
    return parse_one(context, schema, texts.front());
  JsonValue element = *schema.find("element");
  element.set("name", JsonValue(schema.string_at("name")));
  JsonValue::Array list;
  for (const auto& text : texts) {
    auto value = parse_one(context, element, text);
    if (!value) return value;
    list.push_back(std::move(*value));
  }
  return JsonValue(std::move(list));
}

// Lists that are sets to the chain, which it wants ascending by their bytes: no order that people would know.
bool is_set(const JsonValue& schema) {
  return is_list_of_keys(schema) || schema.string_at("name") == "managers";
}

// The bytes that count, as hex: an address' text begins with what says nothing.
std::string order_of(const JsonValue& element) {
  const auto* text = element.as_string();
  if (text == nullptr) return element.dump();
  const auto address = types::Address::from_text(*text);
  return address ? address->raw.text() : *text;
}

Result<void> put_in_order(const JsonValue& schema, JsonValue& value) {
  if (auto* members = value.as_object(); members != nullptr && schema.string_at("kind") == "object") {
    for (const auto& field : *schema.find("fields")->as_array()) {
      const auto member = std::find_if(members->begin(), members->end(),
                                       [&](const auto& one) { return one.first == field.string_at("name"); });
      if (member == members->end()) continue;
      if (auto ordered = put_in_order(field, member->second); !ordered) return ordered;
    }
  }
  auto* elements = value.as_array();
  if (elements == nullptr || !is_set(schema)) return {};
  std::sort(elements->begin(), elements->end(),
            [](const JsonValue& a, const JsonValue& b) { return order_of(a) < order_of(b); });
  const auto twice = std::adjacent_find(elements->begin(), elements->end());
  if (twice == elements->end()) return {};
  const auto* text = twice->as_string();
  return usage_error(std::string(schema.string_at("name")) + " names " +
                         (text != nullptr ? *text : twice->dump()) + " twice",
                     "name each once");
}

}  // namespace

Result<JsonValue> parse_field(const FieldContext& context, const JsonValue& schema,
                              const std::vector<std::string>& texts) {
  auto value = schema.string_at("kind") == "list" ? parse_list(context, schema, texts)
                                                  : parse_one(context, schema, texts.front());
  if (!value) return value;
  if (auto ordered = put_in_order(schema, *value); !ordered) return fail(ordered.error());
  return value;
}

std::string field_hint(const JsonValue& schema) {
  static const std::map<std::string_view, std::string_view> kHints{
      {"amount", "amount like 20 or 20.00"},
      {"time", "time like 2026-12-01T00:00:00Z or +8d"},
      {"address", "account: kula1… or @key"},
      {"hex32", "hash in hex, or file:PATH"},
      {"slug", "name of 3 to 64 a-z, 0-9, -"},
      {"bool", "true or false"},
      {"book", "account (kula1… or @key) or book like fund/rural-students"},
      {"u8", "number"},
      {"u16", "number"},
      {"u32", "number"},
      {"u64", "number"},
      {"points", "number of points"}};
  const auto kind = schema.string_at("kind");
  if (is_list_of_keys(schema)) return "public key in hex, or @key";
  if (kind == "list") return field_hint(*schema.find("element")) + ", repeatable";
  if (kind == "variant") {
    std::string hint;
    for (const auto& name : *schema.find("names")->as_array())
      hint += (hint.empty() ? "type=" : "|") + *name.as_string();
    return hint + ",field=…";
  }
  if (kind == "enum" || kind == "object") {
    const bool is_enum = kind == "enum";
    std::string hint = is_enum ? "one of " : "";
    for (const auto& item : *schema.find(is_enum ? "names" : "fields")->as_array()) {
      if (hint.size() > (is_enum ? 7u : 0u)) hint += is_enum ? "|" : ",";
      hint += is_enum ? *item.as_string() : std::string(item.string_at("name")) + "=…";
      // In an object the elements of a list are one after the other: keys=…,keys=…
      if (item.string_at("kind") == "list") hint += "," + std::string(item.string_at("name")) + "=…";
    }
    return hint;
  }
  const auto found = kHints.find(kind);
  return std::string(found == kHints.end() ? kind : found->second);
}

}  // namespace kula::cli
