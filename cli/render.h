// One-line readable forms of actions, events, amounts and times.
#pragma once

#include <string>

#include "cli/settings.h"
#include "ledger/base/money.h"
#include "ledger/base/time.h"
#include "ledger/codec/json_value.h"

namespace kula::cli {

// "course.buy slug=intro-to-rust max_price=20.00", amounts as money, long hashes shortened, hostile text
// cleaned.
[[nodiscard]] std::string describe_action(const codec::JsonValue& action);
[[nodiscard]] std::string describe_event(const codec::JsonValue& event);

// Minor units as text (of JSON) to "1,234.50"; other text as it is.
[[nodiscard]] std::string money(std::string_view minor_units);
// In the person's zone, or UTC.
[[nodiscard]] std::string time_text(std::string_view milliseconds, const Settings& settings);

}  // namespace kula::cli
