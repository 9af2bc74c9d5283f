// What was wrong with the files, for people and programs.
#pragma once

#include <string>

#include "cli/demo/input.h"
#include "cli/error.h"
#include "ledger/codec/json_value.h"

namespace kula::cli::demo {

struct InputFiles {
  std::string courses;  // paths; empty = not given
  std::string contributions;
  std::string grants;
};

// Reads the files that are given; usage error when none is. Nothing after `latest` is believed.
[[nodiscard]] Result<Input> read_input(const InputFiles& files, TimeMs latest);

// On standard error: how many rows, then one line a problem and a note, at most `limit` of each.
void print_input_report(const Input& input, std::size_t limit = 50);
// {rows, taken, skipped, problems: [{file, row, line, field, value, problem}], notes: [...]}
[[nodiscard]] codec::JsonValue input_report_json(const Input& input);

}  // namespace kula::cli::demo
