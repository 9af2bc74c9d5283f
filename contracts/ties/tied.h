// "Tied" (C0.11): used wherever someone decides about someone else's money or points.
#pragma once

#include "contracts/kernel/context.h"

namespace kula::contracts::ties {

// One person may act for both: they are the same; one key stands, or stood within W periods, for both
// (accounts/keys.h); one is the controlling organisation of the other. Unlike the other ties, it cannot be
// brought about by one of the two alone. Symmetric.
[[nodiscard]] bool in_one_hand(const Context& context, const types::Address& a, const types::Address& b);

// Two accounts are tied if they are in one hand; are (or were within W periods) co-authors of a course or
// members of a project together; or one sent the other >= T credits directly within W periods. Symmetric.
// Reads a bounded number of rows.
[[nodiscard]] bool tied(const Context& context, const types::Address& a, const types::Address& b);

// What other modules report when two accounts begin or end to work together (co-authors, members of a
// project). Begin and end come in pairs; a pair of accounts may have several reasons at once.
void begin_together(Context& context, const types::Address& a, const types::Address& b);
void end_together(Context& context, const types::Address& a, const types::Address& b);

// Reported by credits.transfer.
void record_direct_transfer(Context& context, const types::Address& from, const types::Address& to,
                            Amount amount);

// kTied when tied: for a decision that the subject may want.
[[nodiscard]] Outcome require_untied(const Context& context, const types::Address& decider,
                                     const types::Address& subject);
// The same, whatever `subject` sent the decider: where the subject gains by barring deciders.
[[nodiscard]] Outcome require_untied_but_for_gifts(const Context& context, const types::Address& decider,
                                                   const types::Address& subject);
// kTied when in one hand: for a decision against the subject, who must not be able to keep deciders off by
// sending them credits; and for deciders who are to be two persons.
[[nodiscard]] Outcome require_other_hand(const Context& context, const types::Address& decider,
                                         const types::Address& subject);

}  // namespace kula::contracts::ties
