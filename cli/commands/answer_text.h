// Answers of queries for people.
#pragma once

#include "cli/settings.h"
#include "ledger/codec/json_value.h"

namespace kula::cli {

// Statements as a table with the running balance; other answers as names and values, lists of alike things as
// tables.
void print_answer(std::string_view query, const codec::JsonValue& answer, const Settings& settings);

}  // namespace kula::cli
