// Named questions that contracts answer about a state: statements, access checks, payouts. The engine and the
// API serve them without knowing them.
#pragma once

#include "ledger/codec/json_value.h"
#include "ledger/execution/processor.h"

namespace kula::execution {

// One row of the event index.
struct IndexedEvent {
  Height height;
  std::uint32_t index = 0;  // of the event in its block: the cursor is <height>.<index>
  TimeMs time;              // of the block
  std::optional<types::TransactionId> transaction;  // or
  std::optional<std::uint64_t> job;                 // the job that caused it
  types::Event event;
};

// Read access to the event index as of the view's height.
class EventIndex {
 public:
  EventIndex() = default;
  EventIndex(const EventIndex&) = delete;
  EventIndex& operator=(const EventIndex&) = delete;
  virtual ~EventIndex() = default;
  using Visitor = std::function<bool(const IndexedEvent&)>;  // false stops
  // Rows of one key after the cursor (height, index), ascending; from the beginning when there is none.
  virtual void scan(const IndexKey& key, std::optional<std::pair<Height, std::uint32_t>> after,
                    const Visitor& visit) const = 0;
};

struct QueryContext {
  const state::StateView& state;
  const EventIndex& events;
  BlockContext tip;       // of the block whose state this is
  Height events_after{};  // no events up to this block are here; 0 when all are
};

struct QueryError {
  // `history_unavailable`: it needs events of blocks that are not here (QueryContext::events_after).
  enum class Kind : std::uint8_t { unknown_query, bad_parameter, not_found, history_unavailable };
  Kind kind = Kind::not_found;
  std::string message;
};

// Implemented by contracts beside Processor.
class QueryService {
 public:
  QueryService() = default;
  QueryService(const QueryService&) = delete;
  QueryService& operator=(const QueryService&) = delete;
  virtual ~QueryService() = default;

  // Parameters and answers are JSON objects; {name, summary, parameters: [{name, kind, optional}]} of each
  // query.
  [[nodiscard]] virtual codec::JsonValue describe() const = 0;
  [[nodiscard]] virtual Expected<codec::JsonValue, QueryError> query(std::string_view name,
                                                                     const codec::JsonValue& parameters,
                                                                     const QueryContext& context) const = 0;
  // Readable forms of what the ledger stores as bytes.
  [[nodiscard]] virtual codec::JsonValue action_json(const types::Action& action) const = 0;
  [[nodiscard]] virtual Expected<types::Action, std::string> action_from_json(
      const codec::JsonValue& json) const = 0;
  [[nodiscard]] virtual codec::JsonValue event_json(const types::Event& event) const = 0;
  // The stable name and advice of a rejection code.
  [[nodiscard]] virtual codec::JsonValue code_json(std::uint16_t code) const = 0;

  // State tables by name: full key of a row from its key parts as JSON, and rows as {key: …, value: …}.
  struct TableRange {
    Bytes prefix;      // of full keys
    bool one = false;  // all key parts were given: the prefix is a whole key
  };
  [[nodiscard]] virtual Expected<TableRange, QueryError> table_range(
      std::string_view table, const std::vector<std::string>& key_parts) const = 0;
  [[nodiscard]] virtual codec::JsonValue row_json(ByteView full_key, ByteView value) const = 0;
  // Key and value without what depends on when a run happened (codec/field.h), for digests that compare runs.
  // Empty for a row that is about the run's blocks alone.
  [[nodiscard]] virtual Bytes stable_row(ByteView full_key, ByteView value) const = 0;
};

}  // namespace kula::execution
