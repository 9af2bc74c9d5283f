// A signed transaction as JSON: what POST /v1/transactions takes, and `kula tx` keeps in files.
//   {"payload": {"version", "chain_id", "sender", "nonce", "expires_at", "actions": […]}, "signatures": […]}
// An action is {"kind": number, "body": hex}, or in the contracts' readable form {"kind": name, "fields": …}.
#pragma once

#include <functional>
#include <string>

#include "ledger/base/expected.h"
#include "ledger/codec/json_value.h"
#include "ledger/types/transaction.h"

namespace kula::api {

using ActionFromJson = std::function<Expected<types::Action, std::string>(const codec::JsonValue&)>;
using ActionToJson = std::function<codec::JsonValue(const types::Action&)>;

// Errors begin with the member that is wrong. No "signatures" are none. `read` is asked for actions without a
// body.
[[nodiscard]] Expected<types::SignedTransaction, std::string> transaction_from_json(
    const codec::JsonValue& json, const ActionFromJson& read);

// Actions as `write` shows them, and as numbers and bytes where that has no "fields": what the other reads.
[[nodiscard]] codec::JsonValue transaction_to_json(const types::SignedTransaction& transaction,
                                                   const ActionToJson& write);

}  // namespace kula::api
