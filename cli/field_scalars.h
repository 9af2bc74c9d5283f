// The plain values of fields: amounts, times, accounts, hashes, names. Composed ones are field_parser's.
#pragma once

#include "cli/field_parser.h"

namespace kula::cli {

using ScalarParser = Result<codec::JsonValue> (*)(const FieldContext&, const codec::JsonValue& schema,
                                                  const std::string& text);

// For a kind of codec::Schema; null for kinds that are composed of others, or unknown.
[[nodiscard]] ScalarParser scalar_parser(std::string_view kind);

// "x is no amount like 20 or 20.00 for price".
[[nodiscard]] tl::unexpected<Error> no_such_value(const codec::JsonValue& schema, const std::string& text);

// Keys and hashes are both 32 bytes: only the name tells where "@ann" is the key of ann.
[[nodiscard]] bool is_list_of_keys(const codec::JsonValue& schema);

}  // namespace kula::cli
