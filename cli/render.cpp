#include "cli/render.h"

#include <array>
#include <ctime>

#include "cli/print.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

bool is_money_field(std::string_view name) {
  return name == "amount" || name == "price" || name == "max_price" || name == "credits" || name == "prize";
}

std::string short_value(std::string_view name, const JsonValue& value) {
  if (const auto* text = value.as_string()) {
    if (is_money_field(name)) return money(*text);
    if (text->size() == 64 && text->find_first_not_of("0123456789abcdef") == std::string::npos) {
      return text->substr(0, 8) + "…";
    }
    return harmless(*text);
  }
  if (const auto* list = value.as_array()) {
    std::string out = "[";
    for (std::size_t i = 0; i < list->size(); ++i) out += (i > 0 ? ", " : "") + short_value(name, (*list)[i]);
    return out + "]";
  }
  if (const auto* members = value.as_object()) {
    std::string out = "{";
    for (const auto& [key, member] : *members)
      out += (out.size() > 1 ? " " : "") + key + "=" + short_value(key, member);
    return out + "}";
  }
  return value.dump();
}

std::string describe(const JsonValue& item) {
  std::string line(item.string_at("kind"));
  const auto* fields = item.find("fields");
  if (fields == nullptr || fields->as_object() == nullptr) return line;
  for (const auto& [name, value] : *fields->as_object()) {
    if (!value.is_null()) line += " " + name + "=" + short_value(name, value);
  }
  return line;
}

}  // namespace

std::string describe_action(const JsonValue& action) { return describe(action); }

std::string describe_event(const JsonValue& event) {
  if (event.string_at("kind") != "posting") return describe(event);
  const auto* fields = event.find("fields");
  return money(fields->string_at("amount")) + " from " + harmless(fields->string_at("from")) + " to " +
         harmless(fields->string_at("to")) + " (" + harmless(fields->string_at("reason")) + ")";
}

std::string money(std::string_view minor_units) {
  const bool negative = !minor_units.empty() && minor_units[0] == '-';
  const auto amount = Amount::from_text(negative ? minor_units.substr(1) : minor_units);
  if (!amount) return std::string(minor_units);
  return (negative ? "-" : "") + format_amount(*amount);
}

std::string time_text(std::string_view milliseconds, const Settings& settings) {
  const auto time = TimeMs::from_text(milliseconds);
  if (!time) return std::string(milliseconds);
  if (settings.utc || settings.json) return format_time(*time);
  const auto seconds = static_cast<std::time_t>(time->value / 1000);
  std::tm parts{};
  if (localtime_r(&seconds, &parts) == nullptr) return format_time(*time);
  std::array<char, 64> text{};
  const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %Z", &parts);
  return {text.data(), length};
}

}  // namespace kula::cli
