// What a module brings: lists of values made from its structs by make_*.h. The processor sees nothing else of
// it.
#pragma once

#include <vector>

#include "contracts/kernel/context.h"
#include "contracts/kernel/quota.h"
#include "ledger/codec/json_value.h"
#include "ledger/execution/query.h"

namespace kula::contracts {

struct ActionTraits {
  QuotaClass quota = QuotaClass::normal;
  bool while_suspended = false;  // C1.3: a suspended account may still do this
};

struct ActionKind {
  std::uint16_t number;
  std::string_view name;
  std::string_view summary;  // one line for help texts
  ActionTraits traits;
  Outcome (*apply)(ByteView body, ActionContext& context);
  codec::JsonValue (*to_json)(ByteView body);  // null when the body cannot be read
  Expected<Bytes, std::string> (*from_json)(const codec::JsonValue& fields);
  codec::JsonValue (*describe)();  // its fields
};

struct EventKind {
  std::uint16_t number;
  std::string_view name;
  codec::JsonValue (*to_json)(ByteView body);
  codec::JsonValue (*describe)();
};

struct JobKind {
  std::uint16_t number;
  std::string_view name;
  Outcome (*run)(ByteView body, JobContext& context);
  codec::JsonValue (*describe)();
};

struct TableKind {
  std::uint16_t number;
  std::string_view name;
  std::size_t key_parts;
  // Key bytes from texts of the first parts; nothing when one is not well formed.
  std::optional<Bytes> (*key_from_text)(const std::vector<std::string>& parts);
  codec::JsonValue (*row_json)(ByteView full_key, ByteView value);
  Bytes (*stable_row)(ByteView full_key, ByteView value);
  codec::JsonValue (*describe_key)();  // a list, part by part
  codec::JsonValue (*describe_record)();
};

struct QueryKind {
  std::string_view name;
  std::string_view summary;
  Expected<codec::JsonValue, execution::QueryError> (*run)(const codec::JsonValue& parameters,
                                                           const execution::QueryContext& context);
  codec::JsonValue (*describe)();
};

struct Module {
  std::string_view name;
  std::vector<ActionKind> actions;
  std::vector<EventKind> events;
  std::vector<JobKind> jobs;
  std::vector<TableKind> tables;
  std::vector<const Code*> codes;
  std::vector<QueryKind> queries;
};

}  // namespace kula::contracts
