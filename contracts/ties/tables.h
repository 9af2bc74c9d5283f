// The ties module's tables. Included by .cpp files only.
#pragma once

#include "ledger/base/money.h"
#include "ledger/base/time.h"
#include "ledger/state/table.h"
#include "ledger/types/address.h"

namespace kula::contracts::ties {

// How many reasons hold two accounts together now, and the period in which the last one ended.
struct Together {
  std::uint32_t reasons = 0;
  std::optional<Period> ended;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("reasons", reasons), codec::field("ended", ended));
  }
};

struct Sent {
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("amount", amount));
  }
};

// The lower address first.
inline constexpr state::Table<Together, types::Address, types::Address> kTogether{0x0c01, "together"};
inline constexpr state::Table<Sent, types::Address, types::Address, Period> kSent{0x0c02, "sent"};

}  // namespace kula::contracts::ties
