// The contracts' state: accounts, queries, tables.
#include "node/api/limits.h"
#include "node/io/replies.h"
#include "node/io/router.h"

namespace kula::io {

using api::problem;
using api::ProblemCode;

namespace {

std::optional<Height> height_of(Parameters& parameters) {
  const auto number = parameters.number("at_height", UINT64_MAX);
  if (!number) return std::nullopt;
  return Height{*number};
}

}  // namespace

void Router::account(Call& call) {
  const auto address = types::Address::from_text(call.arguments[0]);
  if (!address) {
    return call.respond(problem_response(problem(
        ProblemCode::bad_request, "\"" + call.arguments[0] + "\" is no address: they begin with kula1")));
  }
  call.respond(reply(engine_.answers().account(*address)));
}

void Router::schema(Call& call) { call.respond(json_response(engine_.answers().schema())); }

// Of the schema, what concerns questions.
void Router::queries(Call& call) {
  const auto schema = engine_.answers().schema();
  codec::JsonValue::Array list;
  const auto* modules = schema.find("modules");
  if (modules != nullptr && modules->as_array() != nullptr) {
    for (const auto& module : *modules->as_array()) {
      const auto* queries = module.find("queries");
      if (queries == nullptr || queries->as_array() == nullptr) continue;
      for (const auto& query : *queries->as_array()) list.push_back(query);
    }
  }
  codec::JsonValue json;
  json.set("queries", codec::JsonValue(std::move(list)));
  call.respond(json_response(json));
}

void Router::query(Call& call) {
  Parameters parameters(std::move(call.parameters));
  const auto at = height_of(parameters);
  codec::JsonValue given{codec::JsonValue::Object{}};
  for (const auto& [name, value] : parameters.take_rest()) given.set(name, codec::JsonValue(value));
  if (const auto fault = parameters.fault()) return call.respond(problem_response(*fault));
  call.respond(reply(engine_.answers().query(call.arguments[0], given, at)));
}

void Router::table(Call& call) {
  const auto& answers = engine_.answers();
  const std::string table = call.arguments[0];
  const std::vector<std::string> key_parts(call.arguments.begin() + 1, call.arguments.end());
  const auto is_whole = answers.is_whole_key(table, key_parts);
  if (!is_whole) return call.respond(problem_response(is_whole.error()));

  const bool as_page = call.parameters.count("limit") != 0;
  Parameters parameters(std::move(call.parameters));
  const auto at = height_of(parameters);
  // Asked for with a limit, a whole key is a list of at most one row: who reads any table reads it in pages.
  if (*is_whole && !as_page) {
    const bool with_proof = parameters.flag("proof");
    if (const auto fault = parameters.fault()) return call.respond(problem_response(*fault));
    return call.respond(reply(answers.row(table, key_parts, at, with_proof)));
  }
  const auto limit = parameters.number("limit", api::kMaxPageRows);
  const auto cursor = parameters.text("cursor");
  if (const auto fault = parameters.fault()) return call.respond(problem_response(*fault));
  const auto rows = static_cast<std::size_t>(limit.value_or(api::kDefaultPageRows));
  if (rows == 0)
    return call.respond(problem_response(problem(ProblemCode::bad_request, "limit: must not be 0")));
  call.respond(reply(answers.page(table, key_parts, at, rows, cursor)));
}

}  // namespace kula::io
