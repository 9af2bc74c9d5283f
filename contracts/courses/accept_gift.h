// course.accept_gift (C3.4): the recipient takes a course that was bought for him.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// By the recipient while block time is below the purchase's accept_until. He owns the course from now on; the
// price is paid out when the payer's refund window is over too. Rejections: kPurchaseNotFound,
// kNoGiftToAccept (not a gift, not his, accepted, refunded), kGiftWindowOver, kAlreadyOwned.
struct CourseAcceptGift {
  static constexpr std::uint16_t kNumber = 0x0308;
  static constexpr std::string_view kName = "course.accept_gift";
  static constexpr std::string_view kSummary = "Accept a course that somebody bought for you";
  static constexpr ActionTraits kTraits{.while_suspended = true};

  Slug course;
  std::uint64_t number = 0;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::courses
