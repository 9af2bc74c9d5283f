// Rejection codes of the credits module.
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::credits {

inline constexpr Code kReceiptUsed{
    0x0201, "receipt_used", "Credits were already issued, or are pending, for this receipt; check its id."};
inline constexpr Code kIssuerCeiling{
    0x0202, "issuer_ceiling", "This issuer's ceiling of the period is reached; wait or ask another issuer."};
inline constexpr Code kIssueNotPending{
    0x0203, "issue_not_pending",
    "No issue is pending for this receipt; it was confirmed, lapsed or never opened."};
inline constexpr Code kSameAccount{0x0204, "same_account", "Sender and recipient are the same account."};
inline constexpr Code kRedemptionNotFound{0x0205, "redemption_not_found",
                                          "There is no redemption with this number."};
inline constexpr Code kRedemptionClosed{0x0206, "redemption_closed",
                                        "This redemption was settled, rejected, cancelled or has expired."};
inline constexpr Code kSecondIssuer{
    0x0207, "second_issuer_needed",
    "The issuer that opened a pending issue cannot confirm it; ask another issuer."};

}  // namespace kula::contracts::credits
