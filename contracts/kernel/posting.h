// Double entry (C0.2): the one function that moves credits, and what it leaves behind.
#pragma once

#include "contracts/kernel/book.h"
#include "contracts/kernel/context.h"
#include "ledger/crypto/sha256.h"

namespace kula::contracts {

struct RunningHashTag;
using RunningHash = FixedBytes<32, RunningHashTag>;

// A book's record. `hash` runs over all its postings in order: hash' = tagged_hash(kTagPosting, hash ‖
// posting bytes). With `count` it makes any list of a book's postings provably complete (C8.6).
struct BookRecord {
  Amount balance;
  std::uint64_t count = 0;
  RunningHash hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("balance", balance), codec::field("count", count), codec::field("hash", hash));
  }
};

// The outside world: what came in and what went out. issued - redeemed = the sum of all other books.
struct ExternalRecord {
  Amount issued;
  Amount redeemed;
  std::uint64_t count = 0;
  RunningHash hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("issued", issued), codec::field("redeemed", redeemed), codec::field("count", count),
            codec::field("hash", hash));
  }
};

// Why credits moved. Numbers are on chain: append only.
enum class PostingReason : std::uint8_t {
  issue,
  transfer,
  redeem,
  redeem_returned,
  redeem_settled,
  purchase,
  refund,
  gift_refund,
  payout_commons,
  payout_innovation,
  payout_charity,
  payout_upstream,
  payout_author,
  donation,
  grant_commit,
  grant_disburse,
  grant_return,
  fund_close,
  contest_escrow,
  contest_prize,
  contest_return,
  genesis
};
[[nodiscard]] constexpr std::array<std::string_view, 22> enum_names(PostingReason) {
  return {"issue",          "transfer",        "redeem",        "redeem_returned", "redeem_settled",
          "purchase",       "refund",          "gift_refund",   "payout_commons",  "payout_innovation",
          "payout_charity", "payout_upstream", "payout_author", "donation",        "grant_commit",
          "grant_disburse", "grant_return",    "fund_close",    "contest_escrow",  "contest_prize",
          "contest_return", "genesis"};
}

// The event every movement of credits leaves.
struct Posting {
  static constexpr std::uint16_t kNumber = 0x0001;
  static constexpr std::string_view kName = "posting";
  Book from;
  Book to;
  Amount amount;
  PostingReason reason = PostingReason::transfer;
  std::string reference;  // what it is about: "purchase/<course>/<n>", "grant/<fund>/<n>", "receipt/<hash>";
                          // "" for none
  Cause cause;
  TimeMs time;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("from", from), codec::field("to", to), codec::field("amount", amount),
            codec::field("reason", reason), codec::field("reference", reference),
            codec::field("cause", cause), codec::field("time", time));
  }
};

// Moves credits between two different books. A zero amount does nothing. Rejects with kInsufficientFunds or
// kAmountOverflow.
[[nodiscard]] Outcome post(Context& context, const Book& from, const Book& to, Amount amount,
                           PostingReason reason, std::string reference = {});
[[nodiscard]] Amount balance_of(const state::StateView& state, const Book& book);

// The running hash after one more posting; auditors recompute a book's hash with it.
[[nodiscard]] RunningHash extend(const RunningHash& hash, ByteView posting_bytes);

}  // namespace kula::contracts

namespace kula::codec {
template <>
inline constexpr bool kRunDependent<contracts::RunningHash> = true;
}  // namespace kula::codec
