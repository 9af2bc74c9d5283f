#include "cli/value_text.h"

#include <algorithm>

#include "cli/print.h"
#include "cli/render.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kBriefDigits = 12;
constexpr std::size_t kMaxQuotedBytes = 1'000;

// Durations are plain numbers to the schema.
bool is_duration(const JsonValue* schema) {
  const auto name = schema == nullptr ? std::string_view{} : schema->string_at("name");
  return name.size() > 3 && name.substr(name.size() - 3) == "_ms";
}

std::string duration(DurationMs ms) {
  const std::pair<DurationMs, const char*> units[] = {
      {kDayMs, " d"}, {kHourMs, " h"}, {kMinuteMs, " min"}, {kSecondMs, " s"}};
  for (const auto& [unit, name] : units) {
    if (ms >= unit && ms % unit == 0) return std::to_string(ms / unit) + name;
  }
  return std::to_string(ms) + " ms";
}

bool is_hash(const std::string& text) {
  return text.size() >= kHashDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_zero_hash(const std::string& text) {
  return text.size() == kHashDigits && text.find_first_not_of('0') == std::string::npos;
}

bool is_free_text(const JsonValue* schema) {
  return schema != nullptr && schema->string_at("kind") == "string";
}

// Else a text could look like the fields after it.
std::string quoted(const std::string& text) {
  if (text.size() <= kMaxQuotedBytes) return codec::quote_json(harmless(text));
  // harmless() drops the character that is cut in two.
  return codec::quote_json(harmless(text.substr(0, kMaxQuotedBytes))) + "… (" + std::to_string(text.size()) +
         " bytes)";
}

}  // namespace

const JsonValue* member_schema(const JsonValue* schema, std::string_view name) {
  const auto* fields = schema == nullptr ? nullptr : schema->find("fields");
  if (fields == nullptr) return nullptr;
  for (const auto& field : *fields->as_array()) {
    if (field.string_at("name") == name) return &field;
  }
  return nullptr;
}

const JsonValue* element_schema(const JsonValue* schema) {
  return schema == nullptr ? nullptr : schema->find("element");
}

std::string ValueText::scalar(const JsonValue* schema, const std::string& digits) const {
  const auto kind = schema == nullptr ? std::string_view{} : schema->string_at("kind");
  const auto number = parse_u64(digits);
  if (kind == "amount") return money(digits);
  if (kind == "time" && number) {
    if (*number == 0) return "-";
    return *number == UINT64_MAX ? "never" : time_text(digits, settings_);
  }
  if (kind == "period" && number && periods_) return periods_->name_of(Period{*number});
  if (number && is_duration(schema)) return duration(*number);
  return is_zero_hash(digits) ? "-" : harmless(digits);
}

std::string ValueText::whole(const JsonValue* schema, const JsonValue& value) const {
  if (value.is_null()) return "-";
  if (const auto* text = value.as_string()) return scalar(schema, *text);
  if (const auto* number = value.as_number()) return scalar(schema, number->text);
  if (const auto* flag = value.as_bool()) return *flag ? "yes" : "no";
  return brief(schema, value);
}

std::string ValueText::brief(const JsonValue* schema, const JsonValue& value) const {
  if (const auto* list = value.as_array()) {
    std::string out;
    for (const auto& element : *list)
      out += (out.empty() ? "" : ", ") + brief(element_schema(schema), element);
    return "[" + out + "]";
  }
  if (value.as_object() != nullptr) return "{" + fields(schema, value) + "}";
  auto text = whole(schema, value);
  return digits_ == Digits::cut && is_hash(text) ? text.substr(0, kBriefDigits) + "…" : text;
}

std::string ValueText::fields(const JsonValue* schema, const JsonValue& value) const {
  std::string out;
  if (value.as_object() == nullptr) return out;
  for (const auto& [name, member] : *value.as_object()) {
    const auto* one = member_schema(schema, name);
    const bool is_quoted = is_free_text(one) && member.as_string() != nullptr;
    const auto text = is_quoted ? quoted(*member.as_string()) : brief(one, member);
    if (text != "-") out.append(out.empty() ? "" : " ").append(name).append("=").append(text);
  }
  return out;
}

}  // namespace kula::cli
