#include "cli/field_scalars.h"

#include <map>

#include "cli/key_store.h"
#include "cli/text_file.h"
#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

Result<JsonValue> parse_bool(const FieldContext&, const JsonValue& schema, const std::string& text) {
  if (text == "true" || text == "yes") return JsonValue(true);
  if (text == "false" || text == "no") return JsonValue(false);
  return no_such_value(schema, text);
}

Result<JsonValue> parse_small(const FieldContext&, const JsonValue& schema, const std::string& text) {
  const auto value = parse_u64(text);
  if (!value || *value > UINT32_MAX) return no_such_value(schema, text);
  return JsonValue::number(*value);
}

Result<JsonValue> parse_large(const FieldContext&, const JsonValue& schema, const std::string& text) {
  if (!parse_u64(text)) return no_such_value(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_money(const FieldContext&, const JsonValue& schema, const std::string& text) {
  const auto amount = parse_amount(text);
  // 5.0 may be a slip for 5.00 or for 50: with a point, both digits after it.
  const auto point = text.find('.');
  if (!amount || (point != std::string::npos && text.size() - point != 3)) return no_such_value(schema, text);
  return JsonValue(amount->text());
}

Result<JsonValue> parse_moment(const FieldContext& context, const JsonValue& schema,
                               const std::string& text) {
  if (!text.empty() && text[0] == '+') {
    const auto duration = parse_duration(std::string_view(text).substr(1));
    if (!duration) return no_such_value(schema, text);
    return JsonValue(after(context.now, *duration).text());
  }
  const auto time = parse_time(text);
  if (!time) return no_such_value(schema, text);
  return JsonValue(time->text());
}

Result<JsonValue> parse_account(const FieldContext& context, const JsonValue& schema,
                                const std::string& text) {
  if (!text.empty() && text[0] == '@') {
    const auto file = KeyStore(context.settings.keys_dir).find(text.substr(1));
    if (!file) return fail(file.error());
    return JsonValue(file->account.text());
  }
  if (!types::Address::from_text(text)) return no_such_value(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_hash(const FieldContext& context, const JsonValue& schema, const std::string& text) {
  if (is_list_of_keys(schema) && text.substr(0, 1) == "@") {
    const auto file = KeyStore(context.settings.keys_dir).find(text.substr(1));
    if (!file) return fail(file.error());
    return JsonValue(file->public_key.text());
  }
  constexpr std::string_view kFile = "file:";
  if (text.substr(0, kFile.size()) == kFile) {
    const auto content = read_text_file(text.substr(kFile.size()));
    if (!content) return fail(content.error());
    return JsonValue(crypto::sha256(as_bytes(*content)).text());
  }
  if (!Hash::from_text(text)) return no_such_value(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_name(const FieldContext&, const JsonValue& schema, const std::string& text) {
  if (!Slug::from_text(text)) return no_such_value(schema, text);
  return JsonValue(text);
}

Result<JsonValue> parse_choice(const FieldContext&, const JsonValue& schema, const std::string& text) {
  for (const auto& name : *schema.find("names")->as_array()) {
    if (*name.as_string() == text) return JsonValue(text);
  }
  return no_such_value(schema, text);
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

}  // namespace

bool is_list_of_keys(const JsonValue& schema) { return schema.string_at("name") == "keys"; }

tl::unexpected<Error> no_such_value(const JsonValue& schema, const std::string& text) {
  return fail(
      Error{ExitCode::usage, "usage",
            "\"" + text + "\" is no " + field_hint(schema) + " for " + std::string(schema.string_at("name")),
            "the value is not of the form that this field has", "see the command's --help"});
}

ScalarParser scalar_parser(std::string_view kind) {
  static const std::map<std::string_view, ScalarParser> kScalars{
      {"bool", parse_bool},    {"u8", parse_small},     {"u16", parse_small},       {"u32", parse_small},
      {"u64", parse_large},    {"points", parse_large}, {"height", parse_large},    {"period", parse_large},
      {"amount", parse_money}, {"time", parse_moment},  {"address", parse_account}, {"hex32", parse_hash},
      {"slug", parse_name},    {"enum", parse_choice},  {"string", parse_text},     {"text", parse_text},
      {"book", parse_book},    {"bytes", parse_text}};
  const auto found = kScalars.find(kind);
  if (found != kScalars.end()) return found->second;
  return kind.substr(0, 3) == "hex" ? parse_text : nullptr;
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
