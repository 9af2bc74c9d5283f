// A JSON document as a value. Numbers keep the text they were written with: nothing here knows floating
// point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/base/expected.h"

namespace kula::codec {

class JsonValue {
 public:
  struct NumberText {
    std::string text;
    bool operator==(const NumberText&) const = default;
  };
  using Array = std::vector<JsonValue>;
  using Object = std::vector<std::pair<std::string, JsonValue>>;  // in written order, keys unique

  JsonValue() = default;  // null
  JsonValue(bool value) : value_(value) {}
  JsonValue(std::string value) : value_(std::move(value)) {}
  JsonValue(std::string_view value) : value_(std::string(value)) {}
  JsonValue(const char* value) : value_(std::string(value)) {}
  JsonValue(Array value) : value_(std::move(value)) {}
  JsonValue(Object value) : value_(std::move(value)) {}
  JsonValue(NumberText value) : value_(std::move(value)) {}
  // REQUIRES |value| <= 2^53; larger numbers travel as strings.
  static JsonValue number(std::uint64_t value) { return NumberText{std::to_string(value)}; }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&value_); }
  [[nodiscard]] const std::string* as_string() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const Array* as_array() const { return std::get_if<Array>(&value_); }
  [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&value_); }
  [[nodiscard]] const NumberText* as_number() const { return std::get_if<NumberText>(&value_); }
  [[nodiscard]] Array* as_array() { return std::get_if<Array>(&value_); }
  [[nodiscard]] Object* as_object() { return std::get_if<Object>(&value_); }

  // Member of an object, or null pointer (also when this is no object).
  [[nodiscard]] const JsonValue* find(std::string_view key) const;
  // Convenience for readers: the string at `key`, or "" when there is none.
  [[nodiscard]] std::string_view string_at(std::string_view key) const;
  // Appends a member. REQUIRES an object without that key (a null value becomes an object).
  JsonValue& set(std::string key, JsonValue value);

  // Compact by default; `indent` > 0 spreads it over lines.
  [[nodiscard]] std::string dump(int indent = 0) const;
  bool operator==(const JsonValue&) const = default;

 private:
  std::variant<std::monostate, bool, std::string, NumberText, Array, Object> value_;
};

struct JsonLimits {
  std::size_t max_bytes = 4u << 20;
  std::size_t max_depth = 32;
};

// Strict: duplicate keys, trailing text, NaN, invalid UTF-8, depth and size beyond the limits are refused;
// the error is a sentence with the byte offset.
[[nodiscard]] Expected<JsonValue, std::string> parse_json(std::string_view text,
                                                          const JsonLimits& limits = {});

// `text` as a JSON string literal, quotes included.
[[nodiscard]] std::string quote_json(std::string_view text);

}  // namespace kula::codec
