// From a schema of the contracts to options of a command, and back from what was typed to JSON fields.
#pragma once

#include "cli/command.h"
#include "cli/field_parser.h"

namespace kula::cli {

// "max_price" as a flag is "max-price".
[[nodiscard]] std::string dashed(std::string_view name);

// One option a field. The first field, when it names the thing that is acted on or asked about, is given
// without a flag; so is one that a common option has the name of.
[[nodiscard]] std::vector<Option> options_of(const codec::JsonValue& schema);
// Two command lines with values that the chain takes (samples.h).
[[nodiscard]] std::vector<std::string> examples_of(const std::string& noun, const std::string& verb,
                                                   const codec::JsonValue& schema, const std::string& tail,
                                                   const std::string& second_tail);
// The fields that were given; a list that was not given is empty.
[[nodiscard]] Result<codec::JsonValue> fields_from(const FieldContext& context,
                                                   const codec::JsonValue& schema,
                                                   const Arguments& arguments);

}  // namespace kula::cli
