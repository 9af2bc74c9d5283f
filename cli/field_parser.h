// From what people type to the JSON of an action's or query's field, by the field's schema. Strict: no
// exponent, sign, hex or comma in amounts; one meaning for one text.
#pragma once

#include "cli/error.h"
#include "cli/settings.h"
#include "ledger/base/time.h"
#include "ledger/codec/json_value.h"

namespace kula::cli {

struct FieldContext {
  const Settings& settings;
  TimeMs now;  // for relative times: "+8d"
};

// `schema` is what ActionKind::describe gives for one field. Values are amounts "20.00", times
// "2026-11-22T12:00:00Z" or "+8d", accounts "kula1…" or "@name" (the account of a key file), keys in hex or
// "@name", hashes in hex or "file:PATH" (SHA-256 of the file), objects "field=value,field=value", variants
// "type=name,field=value", lists by repeating the flag, or the field in an object. A value that begins with {
// or [ is taken as JSON. Lists that the chain wants in the order of their bytes are put in it; naming one
// thing twice there is an error.
[[nodiscard]] Result<codec::JsonValue> parse_field(const FieldContext& context,
                                                   const codec::JsonValue& schema,
                                                   const std::vector<std::string>& texts);

// What a flag takes, for help texts: "amount", "account", "one of code|docs|…".
[[nodiscard]] std::string field_hint(const codec::JsonValue& schema);

// "8d", "12h", "30m", "5s" to milliseconds.
[[nodiscard]] std::optional<DurationMs> parse_duration(std::string_view text);

}  // namespace kula::cli
