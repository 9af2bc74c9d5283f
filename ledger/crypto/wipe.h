// Overwrites memory that held a secret, in a way the compiler may not drop.
#pragma once

#include <span>
#include <string>

#include "ledger/base/bytes.h"

namespace kula::crypto {

void wipe(std::span<std::uint8_t> secret);
void wipe(std::string& secret);

}  // namespace kula::crypto
