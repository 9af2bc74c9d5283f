// Events of the credits module; the movements themselves are postings.
#pragma once

#include "contracts/credits/records.h"

namespace kula::contracts::credits {

struct IssueOpened {
  static constexpr std::uint16_t kNumber = 0x0201;
  static constexpr std::string_view kName = "issue_opened";
  Hash receipt_id;
  types::Address issuer;
  types::Address to;
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("receipt_id", receipt_id), codec::field("issuer", issuer), codec::field("to", to),
            codec::field("amount", amount));
  }
};

struct IssueLapsed {
  static constexpr std::uint16_t kNumber = 0x0202;
  static constexpr std::string_view kName = "issue_lapsed";
  Hash receipt_id;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("receipt_id", receipt_id));
  }
};

struct RedemptionChanged {
  static constexpr std::uint16_t kNumber = 0x0203;
  static constexpr std::string_view kName = "redemption_changed";
  std::uint64_t redemption = 0;
  RedemptionState state = RedemptionState::open;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("redemption", redemption), codec::field("state", state));
  }
};

}  // namespace kula::contracts::credits
