// Values for the examples in help texts: such that the chain takes them, which a test tries with every
// action.
#pragma once

#include <string>

#include "ledger/codec/json_value.h"

namespace kula::cli {

// What may be typed for a field of a command; of a list, with the option again before each further element.
[[nodiscard]] std::string sample(std::string_view noun, const codec::JsonValue& field,
                                 const std::string& option);

// Who signs it: the summaries of actions say so, "Confirm another issuer's large issue (issuers)".
[[nodiscard]] std::string sample_signer(std::string_view summary);

}  // namespace kula::cli
