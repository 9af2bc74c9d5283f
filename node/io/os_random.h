// The operating system's randomness for those that are deterministic themselves.
#pragma once

#include "consensus/signer.h"
#include "consensus/signing_record.h"

namespace kula::io {

class OsRandom final : public consensus::AuxiliaryRandom {
 public:
  [[nodiscard]] Hash next() override;
};

[[nodiscard]] consensus::RecordSalt random_salt();
[[nodiscard]] Bytes random_secret();  // 32 bytes; wipe after use

}  // namespace kula::io
