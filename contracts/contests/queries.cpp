#include "contracts/contests/queries.h"

#include "contracts/contests/contest.h"
#include "contracts/contests/settle.h"
#include "contracts/contests/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::contests {

using codec::JsonValue;
using execution::QueryError;

namespace {

JsonValue standing_json(const state::StateView& state, const Slug& slug, const Contest& contest,
                        std::uint32_t rank, const Standing& standing) {
  const auto entry = kEntries.get(state, slug, standing.entry);
  KULA_CHECK(entry.has_value(),
             "a contest's entry has vanished; run `kulad tool verify` on the data directory");
  JsonValue row;
  row.set("rank", codec::to_json(rank)).set("entry", codec::to_json(standing.entry));
  row.set("account", codec::to_json(entry->account)).set("totals", codec::to_json(entry->totals));
  row.set("dropped_at_each_end", codec::to_json(standing.dropped));
  row.set("counted", codec::to_json(standing.counted)).set("sum", codec::to_json(standing.sum));
  row.set("of", JsonValue::number(standing.counted.size()));
  row.set("prize", rank <= contest.prizes.size() ? codec::to_json(contest.prizes[rank - 1]) : JsonValue());
  return row;
}

JsonValue awards_json(const state::StateView& state, const Slug& slug) {
  JsonValue::Array awards;
  kAwards.scan(
      state,
      [&](const auto& key, const Award& award) {
        JsonValue row;
        row.set("rank", codec::to_json(std::get<1>(key))).set("award", codec::to_json(award));
        awards.push_back(std::move(row));
        return true;
      },
      slug);
  return JsonValue(std::move(awards));
}

}  // namespace

Expected<JsonValue, QueryError> ContestShow::run(const execution::QueryContext& context) const {
  const auto found = kContests.get(context.state, contest);
  if (!found) return fail(QueryError{QueryError::Kind::not_found, "there is no such contest"});
  JsonValue::Array standings;
  std::uint32_t rank = 0;
  for (const auto& standing : standings_of(context.state, contest, *found)) {
    standings.push_back(standing_json(context.state, contest, *found, ++rank, standing));
  }
  JsonValue json;
  json.set("slug", codec::to_json(contest)).set("contest", codec::to_json(*found));
  json.set("phase", codec::to_json(phase_at(found->deadlines, context.tip.time)));
  json.set("standings", JsonValue(std::move(standings))).set("awards", awards_json(context.state, contest));
  return json;
}

}  // namespace kula::contracts::contests
