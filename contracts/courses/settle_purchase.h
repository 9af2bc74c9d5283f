// The end of a purchase's time in escrow (C3.4).
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/base/slug.h"

namespace kula::contracts::courses {

// Due when the refund window ends; for a gift that is not accepted, when the time to accept it ends. Pays the
// sale out by C7.2, or gives an unaccepted gift back. Cancelled by course.refund.
struct SettlePurchase {
  static constexpr std::uint16_t kNumber = 0x0302;
  static constexpr std::string_view kName = "settle_purchase";
  Slug course;
  std::uint64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::courses
