// Numbers that nobody else can foretell.
#pragma once

#include "consensus/signer.h"

namespace kula::engine {

// Of a question (R22), and of whatever else peers must not know in advance.
[[nodiscard]] std::uint64_t make_nonce(consensus::AuxiliaryRandom& random);

}  // namespace kula::engine
