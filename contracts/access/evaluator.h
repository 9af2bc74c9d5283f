// Who may use what (C5.3): the one function that decides, for queries, enrolments and offline proofs alike.
#pragma once

#include "contracts/access/decision.h"

namespace kula::contracts::access {

// Goes through the governed rule table in order; the first rule that grants decides, otherwise the answer is
// no. Pure: reads rows of the state by their whole keys only (projects::vested_points included, but for its
// due rows), so that a view made of proofs can take the state's place. Nothing when there is no such course
// or resource.
//
// public_licence  the licence has an alternative of open licences only, and it is (or was) published:
// everyone owned           a purchase or accepted gift that was not refunded; a co-author or publisher tier
// min_tier <= the account's tier; a retired course: only to who had enrolled
[[nodiscard]] std::optional<Decision> decide(const state::StateView& state, const Policy& policy,
                                             const types::Address& account, const Subject& subject,
                                             TimeMs now);

}  // namespace kula::contracts::access
