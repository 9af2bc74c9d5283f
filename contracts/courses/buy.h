// course.buy (C3.4): a purchase for oneself or as a gift.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By any account, for itself or for the open account `for`. The price goes to escrow/purchase until the
// refund window in force now ends, and is then split by C7.2 with the shares in force now. A buyer has access
// at once; who is given a course, from course.accept_gift on. A gift that is not accepted within the window
// in force now goes back by itself. Rejections: kCourseNotFound, kCourseNotOnSale, kAccountNotFound,
// kAlreadyOwned, kPriceExceeded, kInsufficientFunds.
struct CourseBuy {
  static constexpr std::uint16_t kNumber = 0x0307;
  static constexpr std::string_view kName = "course.buy";
  static constexpr std::string_view kSummary = "Buy a course, for yourself or as a gift";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  std::optional<types::Address> recipient;  // "for"; the sender when missing
  Amount max_price;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("for", recipient), codec::field("max_price", max_price));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
