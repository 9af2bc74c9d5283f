// A book's statement, of one page or of all.
#pragma once

#include "cli/node_client.h"
#include "cli/value_text.h"

namespace kula::cli {

// What is asked of account.statement, but for the pages.
using StatementQuery = std::vector<std::pair<std::string, std::string>>;

struct Statement {
  std::string book;
  std::string opening;   // before the first line
  std::string closing;   // of the book as far as the lines go, others between them counted
  std::uint64_t in = 0;  // of the lines
  std::uint64_t out = 0;
  codec::JsonValue::Array lines;
  bool complete = true;  // no line is left out at the end
};

// Page by page; at most `limit` lines when it is given.
[[nodiscard]] Result<Statement> read_statement(NodeClient& node, const StatementQuery& query,
                                               std::optional<std::uint64_t> limit);

// In the words of the query's answer.
[[nodiscard]] codec::JsonValue json_of(const Statement& statement);

// A table and totals that add up. `filtered`: lines in between were left out, so that what the others come to
// is no change of the balance.
void print_statement(const Statement& statement, bool filtered, const ValueText& values);

}  // namespace kula::cli
