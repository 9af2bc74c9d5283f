#include "cli/render.h"

#include <array>
#include <ctime>

#include "cli/contract_kinds.h"
#include "cli/print.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

std::string describe(const JsonValue& item, const JsonValue* schema, const ValueText& values) {
  const auto* fields = item.find("fields");
  const auto text = fields == nullptr ? std::string{} : values.fields(schema, *fields);
  return harmless(item.string_at("kind")) + (text.empty() ? "" : " ") + text;
}

}  // namespace

std::string describe_action(const JsonValue& action, const ValueText& values) {
  const auto* kind = contract_kinds().registry().action(action.string_at("kind"));
  const auto schema = kind == nullptr ? JsonValue() : kind->describe();
  return describe(action, &schema, values);
}

std::string describe_event(const api::EventView& view, const ValueText& values) {
  const auto& event = view.event;
  if (event.string_at("kind") == "posting") {
    const auto* fields = event.find("fields");
    return money(fields->string_at("amount")) + " from " + harmless(fields->string_at("from")) + " to " +
           harmless(fields->string_at("to")) + " (" + harmless(fields->string_at("reason")) + ")";
  }
  const auto* kind = contract_kinds().registry().event(view.kind);
  const auto schema = kind == nullptr ? JsonValue() : kind->describe();
  return describe(event, &schema, values);
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
