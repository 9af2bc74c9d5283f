// Values of the chain as people read them, by the kind that their schema says and never by their name: 282000
// is 2,820.00 where it is an amount, and 282000 where it counts something.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/settings.h"
#include "ledger/base/time.h"
#include "ledger/codec/json_value.h"

namespace kula::cli {

// Hashes and keys in brief forms: cut for the eye, or whole where somebody decides by them.
enum class Digits : std::uint8_t { cut, whole };

class ValueText {
 public:
  // `periods`: how the chain cuts time (its policy); without, periods stay numbers.
  ValueText(const Settings& settings, std::optional<PeriodRule> periods, Digits digits = Digits::cut)
      : settings_(settings), periods_(periods), digits_(digits) {}

  // `schema` is as ActionKind::describe gives it for the field; null when nobody knows it: the value as it
  // is, hostile text cleaned. What is absent, a time or a hash of zeros too, is "-".
  [[nodiscard]] std::string whole(const codec::JsonValue* schema, const codec::JsonValue& value) const;
  // Hashes and the like as Digits says, for tables and lines.
  [[nodiscard]] std::string brief(const codec::JsonValue* schema, const codec::JsonValue& value) const;
  // "name=value name=value" of the fields that are there, brief; free text in quotes, and no more of it than
  // a screen holds.
  [[nodiscard]] std::string fields(const codec::JsonValue* schema, const codec::JsonValue& value) const;

 private:
  [[nodiscard]] std::string scalar(const codec::JsonValue* schema, const std::string& digits) const;

  const Settings& settings_;
  std::optional<PeriodRule> periods_;
  Digits digits_;
};

// The schema of a member of an object, of a list's element; null when there is none.
[[nodiscard]] const codec::JsonValue* member_schema(const codec::JsonValue* schema, std::string_view name);
[[nodiscard]] const codec::JsonValue* element_schema(const codec::JsonValue* schema);

}  // namespace kula::cli
