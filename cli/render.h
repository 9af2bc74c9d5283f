// One-line readable forms of actions, events, amounts and times.
#pragma once

#include <string>

#include "cli/settings.h"
#include "cli/value_text.h"
#include "node/api/transactions.h"

namespace kula::cli {

// "course.buy slug=intro-to-rust max_price=20.00".
[[nodiscard]] std::string describe_action(const codec::JsonValue& action, const ValueText& values);
[[nodiscard]] std::string describe_event(const api::EventView& event, const ValueText& values);

// Minor units as text (of JSON) to "1,234.50"; other text as it is.
[[nodiscard]] std::string money(std::string_view minor_units);
// In the person's zone, or UTC.
[[nodiscard]] std::string time_text(std::string_view milliseconds, const Settings& settings);

}  // namespace kula::cli
