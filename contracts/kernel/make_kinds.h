// From a module's structs to its Module value. Included only by each module's module.cpp: it instantiates all
// archives.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "ledger/codec/schema.h"
#include "ledger/state/table.h"

namespace kula::contracts {

// A schema as JSON: {kind, optional, names, fields, element}.
[[nodiscard]] codec::JsonValue schema_json(const codec::Schema& schema);
// Parameters of a query as they come from a URL, where everything is text: small numbers and booleans of the
// schema are turned into JSON's own. What is no number stays text, for from_json to refuse.
[[nodiscard]] codec::JsonValue parameters_from_text(const codec::Schema& schema,
                                                    const codec::JsonValue& parameters);

template <class T>
concept ActionStruct = requires(const T& action, ActionContext& context) {
  { T::kNumber } -> std::convertible_to<std::uint16_t>;
  { T::kName } -> std::convertible_to<std::string_view>;
  { T::kSummary } -> std::convertible_to<std::string_view>;
  { T::kTraits } -> std::convertible_to<ActionTraits>;
  { action.validate() } -> std::same_as<Outcome>;
  { action.apply(context) } -> std::same_as<Outcome>;
};

template <class T>
[[nodiscard]] codec::JsonValue json_of_bytes(ByteView body) {
  const auto item = codec::decode<T>(body);
  return item ? codec::to_json(*item) : codec::JsonValue();
}

template <ActionStruct T>
[[nodiscard]] ActionKind make_action() {
  return {T::kNumber,
          T::kName,
          T::kSummary,
          T::kTraits,
          [](ByteView body, ActionContext& context) -> Outcome {
            const auto action = codec::decode<T>(body);
            if (!action) return reject(kMalformedAction);
            if (auto valid = action->validate(); !valid) return valid;
            return action->apply(context);
          },
          json_of_bytes<T>,
          [](const codec::JsonValue& fields) -> Expected<Bytes, std::string> {
            const auto action = codec::from_json<T>(fields);
            if (!action) return fail(action.error());
            return codec::encode(*action);
          },
          [] { return schema_json(codec::schema_of<T>()); }};
}

template <class T>
[[nodiscard]] EventKind make_event() {
  return {T::kNumber, T::kName, json_of_bytes<T>, [] { return schema_json(codec::schema_of<T>()); }};
}

template <class T>
[[nodiscard]] JobKind make_job() {
  return {T::kNumber, T::kName,
          [](ByteView body, JobContext& context) -> Outcome {
            const auto job = codec::decode<T>(body);
            KULA_CHECK(job.has_value(), "a job of the due queue cannot be read; run `kulad tool verify`");
            return job->run(context);
          },
          [] { return schema_json(codec::schema_of<T>()); }};
}

template <class T>
[[nodiscard]] QueryKind make_query() {
  return {T::kName, T::kSummary,
          [](const codec::JsonValue& parameters,
             const execution::QueryContext& context) -> Expected<codec::JsonValue, execution::QueryError> {
            const auto query = codec::from_json<T>(parameters_from_text(codec::schema_of<T>(), parameters));
            if (!query)
              return fail(execution::QueryError{execution::QueryError::Kind::bad_parameter, query.error()});
            return query->run(context);
          },
          [] { return schema_json(codec::schema_of<T>()); }};
}

namespace detail {
// One key part from its text, appended to `key`.
template <class T>
bool append_from_text(Bytes& key, std::string_view text) {
  if constexpr (std::is_enum_v<T>) {
    const auto names = enum_names(T{});
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == text) {
        state::append_key_part(key, static_cast<T>(i));
        return true;
      }
    }
    return false;
  } else if constexpr (std::unsigned_integral<T>) {
    const auto value = parse_u64(text);
    if (!value || *value > std::numeric_limits<T>::max()) return false;
    state::append_key_part(key, static_cast<T>(*value));
    return true;
  } else if constexpr (std::same_as<T, std::string>) {
    if (text.find('\0') != std::string_view::npos) return false;
    state::append_key_part(key, std::string(text));
    return true;
  } else {
    const auto part = T::from_text(text);
    if (!part) return false;
    state::append_key_part(key, *part);
    return true;
  }
}

template <class... Parts>
std::optional<Bytes> key_from_text(std::uint16_t table, const std::vector<std::string>& texts,
                                   const std::tuple<Parts...>*) {
  if (texts.size() > sizeof...(Parts)) return std::nullopt;
  Bytes key;
  state::append_key_part(key, table);
  [[maybe_unused]] std::size_t at = 0;
  bool valid = true;
  [[maybe_unused]] const auto add = [&]<class Part>(const Part*) {
    if (valid && at < texts.size()) valid = append_from_text<Part>(key, texts[at]);
    ++at;
  };
  (add(static_cast<const Parts*>(nullptr)), ...);
  if (!valid) return std::nullopt;
  return key;
}

template <class... Parts>
codec::JsonValue describe_key(const std::tuple<Parts...>*) {
  codec::JsonValue::Array parts;
  (parts.push_back(schema_json(codec::schema_of<Parts>())), ...);
  return codec::JsonValue(std::move(parts));
}
}  // namespace detail

// `kTable` is a state::Table constant.
template <const auto& kTable>
[[nodiscard]] TableKind make_table() {
  using Table = std::decay_t<decltype(kTable)>;
  using Key = typename Table::Key;
  return {
      kTable.number(),
      kTable.name(),
      std::tuple_size_v<Key>,
      [](const std::vector<std::string>& parts) {
        return detail::key_from_text(kTable.number(), parts, static_cast<const Key*>(nullptr));
      },
      [](ByteView full_key, ByteView value) {
        codec::JsonValue::Array key;
        std::apply([&](const auto&... part) { (key.push_back(codec::to_json(part)), ...); },
                   Table::key_of(full_key));
        codec::JsonValue row;
        row.set("key", codec::JsonValue(std::move(key))).set("value", codec::to_json(Table::decoded(value)));
        return row;
      },
      [](ByteView full_key, ByteView value) {
        if constexpr (codec::kRunDependent<typename Table::RecordType>) {
          return Bytes{};  // about the run's blocks alone
        } else {
          auto row = codec::encode_stable(kTable.number());
          std::apply([&](const auto&... part) { (append(row, codec::encode_stable(part)), ...); },
                     Table::key_of(full_key));
          append(row, codec::encode_stable(Table::decoded(value)));
          return row;
        }
      },
      [] { return detail::describe_key(static_cast<const Key*>(nullptr)); },
      [] { return schema_json(codec::schema_of<typename Table::RecordType>()); }};
}

}  // namespace kula::contracts
