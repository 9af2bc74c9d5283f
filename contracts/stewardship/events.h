// Events of the stewardship module.
#pragma once

#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::stewardship {

struct AccountSuspended {
  static constexpr std::uint16_t kNumber = 0x0d01;
  static constexpr std::string_view kName = "account_suspended";
  types::Address account;
  types::Address steward;
  TimeMs until;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("steward", steward), codec::field("until", until),
            codec::field("reason_hash", reason_hash));
  }
};

struct AccountRestored {
  static constexpr std::uint16_t kNumber = 0x0d02;
  static constexpr std::string_view kName = "account_restored";
  types::Address account;
  types::Address steward;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("steward", steward));
  }
};

}  // namespace kula::contracts::stewardship
