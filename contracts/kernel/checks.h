// Checks of fields that many kinds share (C0.5).
#pragma once

#include "contracts/kernel/code.h"
#include "ledger/base/bytes.h"

namespace kula::contracts {

// 1..256 bytes, no control characters (C0 and C1, DEL); UTF-8 is the codec's.
[[nodiscard]] Outcome check_title(std::string_view title);
// At most 512 printable ASCII characters without space; empty is allowed.
[[nodiscard]] Outcome check_uri(std::string_view uri);

}  // namespace kula::contracts
