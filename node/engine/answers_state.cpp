// Tables, queries and the digest of a state.
#include "ledger/base/check.h"
#include "ledger/stable_digest.h"
#include "node/api/limits.h"
#include "node/engine/answers.h"

namespace kula::engine {

using api::problem;
using api::ProblemCode;

namespace {

api::Problem problem_of(const execution::QueryError& error) {
  using Kind = execution::QueryError::Kind;
  if (error.kind == Kind::history_unavailable)
    return problem(ProblemCode::history_unavailable, error.message);
  return problem(error.kind == Kind::bad_parameter ? ProblemCode::bad_request : ProblemCode::not_found,
                 error.message);
}

struct Cursor {
  Height height;
  Bytes key;  // the next full key
};

std::string text_of(const Cursor& cursor) { return cursor.height.text() + "." + to_hex(cursor.key); }

std::optional<Cursor> parse_cursor(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto height = Height::from_text(text.substr(0, dot));
  auto key = from_hex(text.substr(dot + 1));
  if (!height || !key) return std::nullopt;
  return Cursor{*height, std::move(*key)};
}

}  // namespace

Answer<Answers::StateAt> Answers::state_at(std::optional<Height> height) const {
  const auto header = header_at(height);
  if (!header) return fail(header.error());
  auto state = ledger_.state_at(header->height);
  if (!state) return fail(missing(header->height));
  return StateAt{*header, std::move(*state)};
}

Answer<api::QueryAnswer> Answers::query(std::string_view name, const codec::JsonValue& parameters,
                                        std::optional<Height> at) const {
  const auto state = state_at(at);
  if (!state) return fail(state.error());
  const auto events = ledger_.events_at(state->header.height);
  const execution::QueryContext context{*state->state,
                                        *events,
                                        {ledger_.chain_id(), state->header.height, state->header.time},
                                        ledger_.first_height()};
  auto answer = contracts_.queries.query(name, parameters, context);
  if (!answer) return fail(problem_of(answer.error()));
  return api::QueryAnswer{std::string(name), state->header.height, state->header.time, std::move(*answer)};
}

Answer<bool> Answers::is_whole_key(std::string_view table, const std::vector<std::string>& key_parts) const {
  const auto range = contracts_.queries.table_range(table, key_parts);
  if (!range) return fail(problem_of(range.error()));
  return range->one;
}

Answer<api::RowView> Answers::row(std::string_view table, const std::vector<std::string>& key_parts,
                                  std::optional<Height> at, bool with_proof) const {
  const auto range = contracts_.queries.table_range(table, key_parts);
  if (!range) return fail(problem_of(range.error()));
  const auto state = state_at(at);
  if (!state) return fail(state.error());
  api::RowView view{std::string(table), state->header.height, {}, {}};
  std::optional<Bytes> value;
  if (with_proof) {
    auto proven = ledger_.prove(state->header.height, range->prefix);
    if (!proven) return fail(missing(state->header.height));
    value = proven->value;
    view.proof = api::ProofView{range->prefix, std::move(proven->value), std::move(proven->proof),
                                proven->header, std::move(proven->finality)};
  } else {
    value = state->state->get(range->prefix);
    if (!value)
      return fail(problem(ProblemCode::not_found, "There is no such row in " + std::string(table) + "."));
  }
  if (value) view.row = contracts_.queries.row_json(range->prefix, *value);
  return view;
}

Answer<api::PageView> Answers::page(std::string_view table, const std::vector<std::string>& key_parts,
                                    std::optional<Height> at, std::size_t limit,
                                    const std::optional<std::string>& cursor) const {
  KULA_CHECK(limit >= 1 && limit <= api::kMaxPageRows, "a page without limit; report this as a bug");
  const auto range = contracts_.queries.table_range(table, key_parts);
  if (!range) return fail(problem_of(range.error()));
  Bytes from;
  if (cursor) {
    const auto parsed = parse_cursor(*cursor);
    if (!parsed || (at && *at != parsed->height)) {
      return fail(
          problem(ProblemCode::bad_request, "cursor: is not the `next` of an earlier page of this list"));
    }
    at = parsed->height;
    from = parsed->key;
  }
  const auto state = state_at(at);
  if (!state) return fail(state.error());
  api::PageView view{std::string(table), state->header.height, {}, {}};
  state->state->scan(range->prefix, from, [&](ByteView key, ByteView value) {
    if (view.rows.size() == limit) {
      view.next = text_of({state->header.height, to_bytes(key)});
      return false;
    }
    view.rows.push_back(contracts_.queries.row_json(key, value));
    return true;
  });
  return view;
}

api::DigestView Answers::digest() const {
  const auto state = ledger_.state_after(ledger_.tip_id());
  KULA_CHECK(state != nullptr, "the state of the tip is missing; run `kulad tool verify --data-dir DIR`");
  std::uint64_t rows = 0;
  const auto digest = ledger::stable_digest(*state, [&](ByteView key, ByteView value) {
    ++rows;
    return contracts_.queries.stable_row(key, value);
  });
  return {ledger_.tip().height, rows, digest};
}

}  // namespace kula::engine
