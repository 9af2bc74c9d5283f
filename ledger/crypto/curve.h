// libsecp256k1's context, for the files of this room that call it.
#pragma once

#include <secp256k1.h>

namespace kula::crypto {

// Never changed after its creation, so every thread may use it.
[[nodiscard]] const secp256k1_context* curve();

}  // namespace kula::crypto
