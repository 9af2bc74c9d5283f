// Answers of queries for people.
#pragma once

#include "cli/value_text.h"

namespace kula::cli {

// Names and values, lists of alike things as tables. `schema` is that of the answer (answer_schemas.h).
void print_answer(const codec::JsonValue& answer, const codec::JsonValue* schema, const ValueText& values);

}  // namespace kula::cli
