// The balance module's tables. Included by .cpp files only.
#pragma once

#include <optional>

#include "ledger/base/slug.h"
#include "ledger/state/table.h"

namespace kula::contracts::balance {

// Where the charity share of sales goes; no row or no fund = pool/charity.
struct DefaultFund {
  std::optional<Slug> fund;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("fund", fund));
  }
};

inline constexpr state::Table<DefaultFund> kDefaultFund{0x0701, "default_fund"};

}  // namespace kula::contracts::balance
