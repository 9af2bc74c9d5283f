// account.statement: every posting of a book with its cause and the running balance.
#pragma once

#include "contracts/kernel/book.h"
#include "ledger/base/time.h"
#include "ledger/execution/query.h"

namespace kula::contracts::credits {

// Answer: {book, opening, closing, in, out, lines: [{cursor, time, cause, other, in, out, reason, reference,
// balance}], complete, next}. Lines in [from, to); totals are of the lines shown; at most `limit` lines
// (1..1000, default 200), `next` continues after them.
struct Statement {
  static constexpr std::string_view kName = "account.statement";
  static constexpr std::string_view kSummary = "Postings of a book with the running balance";
  Book book;
  std::optional<TimeMs> from;
  std::optional<TimeMs> to;
  std::optional<std::string> reference;  // only lines whose reference begins so
  std::optional<std::uint32_t> limit;
  std::optional<std::string> after;  // cursor <height>.<index>
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("book", book), codec::field("from", from), codec::field("to", to),
            codec::field("reference", reference), codec::field("limit", limit), codec::field("after", after));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::credits
