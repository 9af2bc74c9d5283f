// What happened, in the words of who did it: for the events that most commands are about.
#pragma once

#include <optional>
#include <string>

#include "cli/value_text.h"
#include "node/api/transactions.h"

namespace kula::cli {

// "bought intro-to-rust for 20.00: purchase 3"; nothing for events without a sentence of their own.
[[nodiscard]] std::optional<std::string> in_words(const api::EventView& event);

}  // namespace kula::cli
