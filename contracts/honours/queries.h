// honour.of: an account's honours.
#pragma once

#include "ledger/codec/field.h"
#include "ledger/execution/query.h"
#include "ledger/types/address.h"

namespace kula::contracts::honours {

struct HonoursOf {
  static constexpr std::string_view kName = "honour.of";
  static constexpr std::string_view kSummary = "An account's honours, oldest first";
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::honours
