#include "contracts/credits/statement_query.h"

#include "contracts/credits/book_index.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"

namespace kula::contracts::credits {

using codec::JsonValue;
using execution::QueryError;

namespace {

constexpr std::uint32_t kDefaultLines = 200;
constexpr std::uint32_t kMaxLines = 1000;  // bounds the size of one answer

std::optional<std::pair<Height, std::uint32_t>> parse_cursor(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto height = parse_u64(text.substr(0, dot));
  const auto index = parse_u64(text.substr(dot + 1));
  if (!height || !index || *index > UINT32_MAX) return std::nullopt;
  return std::pair(Height{*height}, static_cast<std::uint32_t>(*index));
}

std::string cursor_text(const execution::IndexedEvent& event) {
  return event.height.text() + "." + std::to_string(event.index);
}

// The balance of the external book may be below zero: what is outside is owed to the inside.
std::string signed_text(std::uint64_t plus, std::uint64_t minus) {
  return plus >= minus ? std::to_string(plus - minus) : "-" + std::to_string(minus - plus);
}

struct Totals {
  std::uint64_t in = 0;
  std::uint64_t out = 0;
};

JsonValue line_json(const execution::IndexedEvent& event, const Posting& posting, bool incoming,
                    const Totals& running) {
  JsonValue line;
  line.set("cursor", JsonValue(cursor_text(event))).set("time", codec::to_json(event.time));
  line.set("transaction", event.transaction ? codec::to_json(*event.transaction) : JsonValue());
  line.set("job", event.job ? codec::to_json(*event.job) : JsonValue());
  line.set("other", codec::to_json(incoming ? posting.from : posting.to));
  line.set("in", JsonValue(incoming ? posting.amount.text() : "0"));
  line.set("out", JsonValue(incoming ? "0" : posting.amount.text()));
  line.set("reason", codec::to_json(posting.reason)).set("reference", JsonValue(posting.reference));
  line.set("balance", JsonValue(signed_text(running.in, running.out)));
  return line;
}

}  // namespace

Expected<JsonValue, QueryError> Statement::run(const execution::QueryContext& context) const {
  const auto max_lines = limit.value_or(kDefaultLines);
  if (max_lines == 0 || max_lines > kMaxLines) {
    return fail(QueryError{QueryError::Kind::bad_parameter, "limit must be from 1 to 1000"});
  }
  std::optional<std::pair<Height, std::uint32_t>> start;
  if (after) {
    start = parse_cursor(*after);
    if (!start) return fail(QueryError{QueryError::Kind::bad_parameter, "after must be <height>.<index>"});
  }
  // Balances run from the first posting on: without it every one of them would be wrong.
  if (context.events_after.value > 0) {
    return fail(QueryError{QueryError::Kind::history_unavailable,
                           "this node has no postings of blocks up to " + context.events_after.text() +
                               ", with which it began: ask a node that has all blocks"});
  }
  Totals running;
  Totals shown;
  std::string opening = "0";
  bool any = false;
  bool more = false;
  std::string last;
  JsonValue::Array lines;
  // The running balance needs all postings from the first: the index is read through, the lines are cut.
  context.events.scan(book_index_key(book), std::nullopt, [&](const execution::IndexedEvent& event) {
    const auto posting = codec::decode<Posting>(event.event.body);
    KULA_CHECK(posting.has_value(), "an indexed posting cannot be read; run `kulad tool verify`");
    // By the block's time (C0.4), which only grows; a job's postings carry the time when it was due.
    if (to && event.time >= *to) return false;
    const bool incoming = posting->to == book;
    const bool wanted = (!from || event.time >= *from) &&
                        (!start || std::pair(event.height, event.index) > *start) &&
                        (!reference || posting->reference.substr(0, reference->size()) == *reference);
    if (wanted && lines.size() == max_lines) {
      more = true;
      return false;
    }
    if (wanted && !any) opening = signed_text(running.in, running.out);
    (incoming ? running.in : running.out) += posting->amount.value;
    if (!wanted) return true;
    any = true;
    (incoming ? shown.in : shown.out) += posting->amount.value;
    last = cursor_text(event);
    lines.push_back(line_json(event, *posting, incoming, running));
    return true;
  });
  JsonValue answer;
  answer.set("book", codec::to_json(book));
  answer.set("opening", JsonValue(any ? opening : signed_text(running.in, running.out)));
  answer.set("in", JsonValue(std::to_string(shown.in))).set("out", JsonValue(std::to_string(shown.out)));
  answer.set("closing", JsonValue(signed_text(running.in, running.out)));
  answer.set("lines", JsonValue(std::move(lines))).set("complete", JsonValue(!more));
  answer.set("next", more ? JsonValue(last) : JsonValue());
  return answer;
}

}  // namespace kula::contracts::credits
