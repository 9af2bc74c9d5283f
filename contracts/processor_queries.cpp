#include "contracts/processor.h"
#include "ledger/base/check.h"

namespace kula::contracts {

using codec::JsonValue;
using execution::QueryError;

namespace {
std::uint16_t table_of(ByteView full_key) {
  return full_key.size() < 2 ? std::uint16_t{0}
                             : static_cast<std::uint16_t>((full_key[0] << 8) | full_key[1]);
}

template <class Kinds, class Describe>
JsonValue described(const Kinds& kinds, const Describe& describe) {
  JsonValue::Array list;
  for (const auto& kind : kinds) list.push_back(describe(kind));
  return JsonValue(std::move(list));
}
}  // namespace

JsonValue ContractProcessor::describe() const {
  JsonValue::Array modules;
  for (const auto& module : registry_.modules()) {
    JsonValue entry;
    entry.set("name", JsonValue(module.name));
    entry.set("actions", described(module.actions, [](const ActionKind& kind) {
                JsonValue json;
                json.set("number", JsonValue::number(kind.number)).set("name", JsonValue(kind.name));
                json.set("summary", JsonValue(kind.summary)).set("schema", kind.describe());
                return json;
              }));
    entry.set("events", described(module.events, [](const EventKind& kind) {
                JsonValue json;
                json.set("number", JsonValue::number(kind.number)).set("name", JsonValue(kind.name));
                json.set("schema", kind.describe());
                return json;
              }));
    entry.set("jobs", described(module.jobs, [](const JobKind& kind) {
                JsonValue json;
                json.set("number", JsonValue::number(kind.number)).set("name", JsonValue(kind.name));
                json.set("schema", kind.describe());
                return json;
              }));
    entry.set("tables", described(module.tables, [](const TableKind& kind) {
                JsonValue json;
                json.set("number", JsonValue::number(kind.number)).set("name", JsonValue(kind.name));
                json.set("key", kind.describe_key()).set("schema", kind.describe_record());
                return json;
              }));
    entry.set("codes", described(module.codes, [this](const Code* code) { return code_json(code->number); }));
    entry.set("queries", described(module.queries, [](const QueryKind& kind) {
                JsonValue json;
                json.set("name", JsonValue(kind.name)).set("summary", JsonValue(kind.summary));
                json.set("schema", kind.describe());
                return json;
              }));
    modules.push_back(std::move(entry));
  }
  JsonValue json;
  json.set("modules", JsonValue(std::move(modules)));
  return json;
}

Expected<JsonValue, QueryError> ContractProcessor::query(std::string_view name, const JsonValue& parameters,
                                                         const execution::QueryContext& context) const {
  const auto* kind = registry_.query(name);
  if (kind == nullptr) {
    return fail(
        QueryError{QueryError::Kind::unknown_query, "there is no query named \"" + std::string(name) + "\""});
  }
  return kind->run(parameters, context);
}

JsonValue ContractProcessor::action_json(const types::Action& action) const {
  const auto* kind = registry_.action(action.kind);
  JsonValue json;
  json.set("kind", JsonValue(kind == nullptr ? std::to_string(action.kind) : std::string(kind->name)));
  auto fields = kind == nullptr ? JsonValue() : kind->to_json(action.body);
  if (fields.is_null()) {
    json.set("body", JsonValue(to_hex(action.body)));
  } else {
    json.set("fields", std::move(fields));
  }
  return json;
}

Expected<types::Action, std::string> ContractProcessor::action_from_json(const JsonValue& json) const {
  const auto name = json.string_at("kind");
  const auto* fields = json.find("fields");
  const auto* kind = registry_.action(name);
  if (kind == nullptr) return fail("there is no action named \"" + std::string(name) + "\"");
  if (fields == nullptr) return fail(std::string("an action needs \"fields\""));
  auto body = kind->from_json(*fields);
  if (!body) return fail(body.error());
  return types::Action{kind->number, std::move(*body)};
}

JsonValue ContractProcessor::event_json(const types::Event& event) const {
  const auto* kind = registry_.event(event.kind);
  JsonValue json;
  json.set("kind", JsonValue(kind == nullptr ? std::to_string(event.kind) : std::string(kind->name)));
  auto fields = kind == nullptr ? JsonValue() : kind->to_json(event.body);
  if (fields.is_null()) {
    json.set("body", JsonValue(to_hex(event.body)));
  } else {
    json.set("fields", std::move(fields));
  }
  return json;
}

JsonValue ContractProcessor::code_json(std::uint16_t number) const {
  const auto* code = registry_.code(number);
  JsonValue json;
  json.set("number", JsonValue::number(number));
  json.set("name", JsonValue(code == nullptr ? (number == 0 ? "accepted" : "unknown_code") : code->name));
  json.set("advice", JsonValue(code == nullptr ? "" : code->advice));
  return json;
}

Expected<execution::QueryService::TableRange, QueryError> ContractProcessor::table_range(
    std::string_view table, const std::vector<std::string>& key_parts) const {
  const auto* kind = registry_.table(table);
  if (kind == nullptr) {
    return fail(QueryError{QueryError::Kind::unknown_query,
                           "there is no table named \"" + std::string(table) + "\""});
  }
  auto prefix = kind->key_from_text(key_parts);
  if (!prefix) {
    return fail(QueryError{
        QueryError::Kind::bad_parameter,
        "a key part of table \"" + std::string(table) + "\" is not well formed, or there are too many"});
  }
  return TableRange{std::move(*prefix), key_parts.size() == kind->key_parts};
}

JsonValue ContractProcessor::row_json(ByteView full_key, ByteView value) const {
  const auto* kind = registry_.table(table_of(full_key));
  return kind == nullptr ? JsonValue() : kind->row_json(full_key, value);
}

Bytes ContractProcessor::stable_row(ByteView full_key, ByteView value) const {
  const auto* kind = registry_.table(table_of(full_key));
  KULA_CHECK(kind != nullptr, "a row of an unknown table; this kulad is older than the chain: upgrade it");
  return kind->stable_row(full_key, value);
}

}  // namespace kula::contracts
