// Records of the credits module.
#pragma once

#include "contracts/kernel/due_queue.h"
#include "ledger/base/money.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::credits {

// A receipt of the outside world: used once over all issuers.
enum class ReceiptState : std::uint8_t { pending, issued };
[[nodiscard]] constexpr std::array<std::string_view, 2> enum_names(ReceiptState) {
  return {"pending", "issued"};
}

struct IssueRecord {
  ReceiptState state = ReceiptState::pending;
  types::Address issuer;
  types::Address to;
  Amount amount;
  JobKey lapse;  // of the job that ends a pending issue
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("state", state), codec::field("issuer", issuer), codec::field("to", to),
            codec::field("amount", amount), codec::field("lapse", lapse));
  }
};

enum class RedemptionState : std::uint8_t { open, settled, rejected, cancelled, expired };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(RedemptionState) {
  return {"open", "settled", "rejected", "cancelled", "expired"};
}

struct Redemption {
  types::Address owner;
  Amount amount;
  Hash payout_reference;  // hash of where to pay, known to owner and issuer only
  RedemptionState state = RedemptionState::open;
  Hash settlement_reference;  // zero until settled
  JobKey expiry;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("owner", owner), codec::field("amount", amount),
            codec::field("payout_reference", payout_reference), codec::field("state", state),
            codec::field("settlement_reference", settlement_reference), codec::field("expiry", expiry));
  }
};

struct RedemptionCounter {
  std::uint64_t next = 1;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("next", next));
  }
};

struct IssuedInPeriod {
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("amount", amount));
  }
};

}  // namespace kula::contracts::credits
