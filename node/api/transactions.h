// What the API says about transactions.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/codec/json_value.h"
#include "ledger/types/transaction.h"

namespace kula::api {

enum class TransactionState : std::uint8_t { unknown, pending, final, rejected, expired };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(TransactionState) {
  return {"unknown", "pending", "final", "rejected", "expired"};
}

// An event of a block; `cursor` is "<height>.<index>" (ledger/types/receipt.h).
struct EventView {
  std::string cursor;
  std::uint16_t kind = 0;
  codec::JsonValue event;  // its readable form, by the contracts
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("cursor", cursor), codec::field("kind", kind), codec::field("event", event));
  }
};

// `final`: in a block with code 0. `rejected`: in a block, without effect but the used nonce (C0.7); code,
// name and advice say why. `expired`: it was pending here and no block can hold it any more. `unknown`: this
// node has never seen it, or has forgotten it; the name is "history_unavailable" when it may stand in a block
// below those that this node has.
struct TransactionStatus {
  types::TransactionId id;
  TransactionState status = TransactionState::unknown;
  std::optional<Height> height;
  std::optional<std::uint32_t> index;  // place in the block
  std::optional<TimeMs> time;          // of the block
  std::uint16_t code = 0;
  std::string code_name;  // "accepted" for 0
  std::string advice;     // what to do next
  std::uint8_t failing_action = 0;
  std::vector<EventView> events;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("id", id), codec::field("status", status), codec::field("height", height),
            codec::field("index", index), codec::field("time", time), codec::field("code", code),
            codec::field("code_name", code_name), codec::field("advice", advice),
            codec::field("failing_action", failing_action), codec::field("events", events));
  }
};

// How long a submission's answer is held back. `accepted`: until the signatures are verified and it is in the
// pool.
enum class Wait : std::uint8_t { none, accepted, final };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(Wait) {
  return {"none", "accepted", "final"};
}

// Answer to a submission. Re-sending the same transaction is no error: `duplicate` is true and the status is
// the one it has.
struct SubmitResult {
  bool duplicate = false;
  TransactionStatus transaction;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("duplicate", duplicate), codec::field("transaction", transaction));
  }
};

// What would come of a transaction now. Nothing is stored, no signature is asked for.
struct SimulateResult {
  types::TransactionId id;
  Height height;  // the state it was applied to
  bool valid = false;
  std::string fault;  // when not valid: the broken rule
  std::uint16_t code = 0;
  std::string code_name;
  std::string advice;
  std::uint8_t failing_action = 0;
  std::vector<EventView> events;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("id", id), codec::field("height", height), codec::field("valid", valid),
            codec::field("fault", fault), codec::field("code", code), codec::field("code_name", code_name),
            codec::field("advice", advice), codec::field("failing_action", failing_action),
            codec::field("events", events));
  }
};

}  // namespace kula::api
