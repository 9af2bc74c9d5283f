#include "cli/field_parser.h"

#include <map>

#include "cli/key_store.h"
#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

auto refuse(const JsonValue& schema, const std::string& text) {
  return usage_error(
      "\"" + text + "\" is no " + field_hint(schema) + " for " + std::string(schema.string_at("name")),
      "see the command's --help");
}

auto refuse_without(const std::string& member, const std::string& text) {
  return usage_error("\"" + text + "\" lacks " + member + "=…", "see the command's --help");
}

using Scalar = Result<JsonValue> (*)(const FieldContext&, const JsonValue& schema, const std::string& text);

Result<JsonValue> parse_bool(const FieldContext&, const JsonValue& schema, const std::string& text) {
  if (text == "true" || text == "yes") return JsonValue(true);
  if (text == "false" || text == "no") return JsonValue(false);
  return refuse(schema, text);
}

Result<JsonValue> parse_small(const FieldContext&, const JsonValue& schema, const std::string& text) {
  const auto value = parse_u64(text);
  if (!value || *value > UINT32_MAX) return refuse(schema, text);
  return JsonValue::number(*value);
}

Result<JsonValue> parse_large(const FieldContext&, const JsonValue& schema, const std::string& text) {
  if (!parse_u64(text)) return refuse(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_money(const FieldContext&, const JsonValue& schema, const std::string& text) {
  const auto amount = parse_amount(text);
  if (!amount) return refuse(schema, text);
  return JsonValue(amount->text());
}

Result<JsonValue> parse_moment(const FieldContext& context, const JsonValue& schema,
                               const std::string& text) {
  if (!text.empty() && text[0] == '+') {
    const auto duration = parse_duration(std::string_view(text).substr(1));
    if (!duration) return refuse(schema, text);
    return JsonValue(after(context.now, *duration).text());
  }
  const auto time = parse_time(text);
  if (!time) return refuse(schema, text);
  return JsonValue(time->text());
}

Result<JsonValue> parse_account(const FieldContext& context, const JsonValue& schema,
                                const std::string& text) {
  if (!text.empty() && text[0] == '@') {
    const auto file = KeyStore(context.settings.keys_dir).find(text.substr(1));
    if (!file) return fail(file.error());
    return JsonValue(file->account.text());
  }
  if (!types::Address::from_text(text)) return refuse(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_hash(const FieldContext&, const JsonValue& schema, const std::string& text) {
  constexpr std::string_view kFile = "file:";
  if (text.substr(0, kFile.size()) == kFile) {
    const auto content = read_text_file(text.substr(kFile.size()));
    if (!content) return fail(content.error());
    return JsonValue(crypto::sha256(as_bytes(*content)).text());
  }
  if (!Hash::from_text(text)) return refuse(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_name(const FieldContext&, const JsonValue& schema, const std::string& text) {
  if (!Slug::from_text(text)) return refuse(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_choice(const FieldContext&, const JsonValue& schema, const std::string& text) {
  for (const auto& name : *schema.find("names")->as_array()) {
    if (*name.as_string() == text) return JsonValue(text);
  }
  return refuse(schema, text);
}

// A book by its name; an account stands for its own book.
Result<JsonValue> parse_book(const FieldContext& context, const JsonValue& schema, const std::string& text) {
  if (text.substr(0, 1) != "@" && text.substr(0, 5) != "kula1") return JsonValue(text);
  auto account = parse_account(context, schema, text);
  if (!account) return account;
  return JsonValue("account/" + *account->as_string());
}

Result<JsonValue> parse_text(const FieldContext&, const JsonValue&, const std::string& text) {
  return JsonValue(text);
}

const std::map<std::string_view, Scalar>& scalars() {
  static const std::map<std::string_view, Scalar> kScalars{
      {"bool", parse_bool},    {"u8", parse_small},     {"u16", parse_small},       {"u32", parse_small},
      {"u64", parse_large},    {"points", parse_large}, {"height", parse_large},    {"period", parse_large},
      {"amount", parse_money}, {"time", parse_moment},  {"address", parse_account}, {"hex32", parse_hash},
      {"slug", parse_name},    {"enum", parse_choice},  {"string", parse_text},     {"text", parse_text},
      {"book", parse_book},    {"bytes", parse_text}};
  return kScalars;
}

Result<JsonValue> parse_one(const FieldContext& context, const JsonValue& schema, const std::string& text);

using Pairs = std::map<std::string, std::string>;

// "field=value,field=value", each field once.
std::optional<Pairs> split_pairs(const std::string& text) {
  Pairs pairs;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    const auto part = text.substr(at, end - at);
    const auto equals = part.find('=');
    if (equals == std::string::npos) return std::nullopt;
    if (!pairs.emplace(part.substr(0, equals), part.substr(equals + 1)).second) return std::nullopt;
    at = end + 1;
  }
  return pairs;
}

// "type=name,field=value": the alternative's fields are texts, which its struct reads strictly.
Result<JsonValue> parse_variant(const JsonValue& schema, const std::string& text) {
  const auto pairs = split_pairs(text);
  if (!pairs || !pairs->contains("type")) return refuse(schema, text);
  JsonValue object;
  object.set("type", JsonValue(pairs->at("type")));
  for (const auto& [name, value] : *pairs) {
    if (name != "type") object.set(name, JsonValue(value));
  }
  return object;
}

// By the members' schemas; members that are not named must be optional.
Result<JsonValue> parse_object(const FieldContext& context, const JsonValue& schema,
                               const std::string& text) {
  const auto pairs = split_pairs(text);
  if (!pairs) return refuse(schema, text);
  auto given = *pairs;
  JsonValue object{JsonValue::Object{}};
  for (const auto& member : *schema.find("fields")->as_array()) {
    const std::string name(member.string_at("name"));
    const auto found = given.find(name);
    if (found == given.end()) {
      if (*member.find("optional")->as_bool()) continue;
      return refuse_without(name, text);
    }
    auto value = parse_one(context, member, found->second);
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
  const auto scalar = scalars().find(kind);
  if (scalar != scalars().end()) return scalar->second(context, schema, text);
  if (kind.substr(0, 3) == "hex") return JsonValue(text);
  return refuse(schema, text);
}

}  // namespace

Result<JsonValue> parse_field(const FieldContext& context, const JsonValue& schema,
                              const std::vector<std::string>& texts) {
  if (schema.string_at("kind") != "list") return parse_one(context, schema, texts.front());
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
    }
    return hint;
  }
  const auto found = kHints.find(kind);
  return std::string(found == kHints.end() ? kind : found->second);
}

std::optional<DurationMs> parse_duration(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto value = parse_u64(text.substr(0, text.size() - 1));
  static const std::map<char, DurationMs> kUnits{
      {'d', kDayMs}, {'h', kHourMs}, {'m', kMinuteMs}, {'s', kSecondMs}};
  const auto unit = kUnits.find(text.back());
  if (!value || unit == kUnits.end() || *value > UINT32_MAX) return std::nullopt;
  return *value * unit->second;
}

}  // namespace kula::cli
