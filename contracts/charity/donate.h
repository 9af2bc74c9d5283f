// fund.donate (C8.1).
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::charity {

// By anybody, to an active fund. Rejects: zero_amount, fund_not_found, fund_not_active, insufficient_funds.
struct Donate {
  static constexpr std::uint16_t kNumber = 0x0805;
  static constexpr std::string_view kName = "fund.donate";
  static constexpr std::string_view kSummary = "Donate credits to a fund";
  static constexpr ActionTraits kTraits{};
  Slug fund;
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund), codec::field("amount", amount));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::charity
