// What the fields of queries' answers are: amounts, times, counts. The contracts give answers as JSON; the
// records in them have schemas of their own, only what stands around those is written down here. A test runs
// every query over the demo and finds each field of the answer.
#pragma once

#include <string_view>

#include "ledger/codec/json_value.h"

namespace kula::cli {

// As ActionKind::describe; null for a query that is not known here.
[[nodiscard]] const codec::JsonValue* answer_schema(std::string_view query);

}  // namespace kula::cli
