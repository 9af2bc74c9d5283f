// Quota instead of fees (C0.10).
#pragma once

#include "contracts/kernel/context.h"

namespace kula::contracts {

// Whether an action may use the reserve that is kept when the normal quota is used up.
enum class QuotaClass : std::uint8_t { normal, reserve };

// What an account used in a period. The reserve is counted apart: what was sent over the quota does not eat
// it.
struct QuotaUse {
  std::uint32_t actions = 0;
  std::uint32_t reserve_actions = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("actions", actions), codec::field("reserve_actions", reserve_actions));
  }
};

}  // namespace kula::contracts
