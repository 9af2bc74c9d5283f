// Rejection codes (C0.8): stable numbers and names, and a sentence that tells the user what to do next.
#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/base/expected.h"

namespace kula::contracts {

struct Code {
  std::uint16_t number;
  std::string_view name;
  std::string_view advice;
};

// Refers to a constant: never dangles.
struct Rejection {
  const Code* code;
};

using Outcome = Expected<void, Rejection>;

[[nodiscard]] inline auto reject(const Code& code) { return fail(Rejection{&code}); }

// Codes any transaction may meet.
inline constexpr Code kUnknownAction{
    0x0001, "unknown_action", "This chain has no such action; update the program that made the transaction."};
inline constexpr Code kMalformedAction{
    0x0002, "malformed_action",
    "The action's bytes do not have its fields; update the program that made it."};
inline constexpr Code kInvariantBroken{
    0x0003, "invariant_broken",
    "The chain refused its own result; report this transaction to the maintainers."};
inline constexpr Code kQuotaExceeded{
    0x0004, "quota_exceeded", "Wait for the next period or reach a higher tier; see `kula account tier`."};
inline constexpr Code kAccountSuspended{0x0005, "account_suspended",
                                        "The account is suspended; ask a steward, or wait until it thaws."};
inline constexpr Code kInsufficientFunds{0x0006, "insufficient_funds",
                                         "The book has less than this; see `kula account show`."};
inline constexpr Code kAmountOverflow{0x0007, "amount_overflow",
                                      "The amount is too large to be booked; use less."};
inline constexpr Code kZeroAmount{0x0008, "zero_amount", "Use an amount above zero."};
inline constexpr Code kBadTitle{0x0009, "bad_title",
                                "Use a title of 1 to 256 bytes of UTF-8 without control characters."};
inline constexpr Code kBadUri{0x000a, "bad_uri",
                              "Use a URI of at most 512 printable characters without spaces."};
inline constexpr Code kSlugTaken{0x000b, "slug_taken", "Another one has this name; choose another slug."};
inline constexpr Code kNotAllowed{0x000c, "not_allowed",
                                  "This account may not do that; see who may in the help."};
inline constexpr Code kAccountNotFound{0x000d, "account_not_found",
                                       "There is no such account; check the address."};
inline constexpr Code kTied{0x000e, "conflict_of_interest",
                            "This account is tied to the one decided about; ask somebody independent."};
inline constexpr Code kPeriodLimit{0x000f, "period_limit",
                                   "The limit of this period is used up; wait for the next."};
inline constexpr Code kTooMany{0x0010, "too_many", "The list is longer than the rule allows; split it."};
inline constexpr Code kDuplicate{0x0011, "duplicate", "The list names the same thing twice; remove one."};

}  // namespace kula::contracts
