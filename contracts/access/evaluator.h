// Who may use what (C5.3): the one function that decides, for queries and enrolments alike.
#pragma once

#include "contracts/access/decision.h"

namespace kula::contracts::access {

// Goes through the governed rule table in order; the first rule that grants decides, otherwise the answer is
// no. Pure; reads `state` alone, its own reads by whole keys, so that a view made of proofs can take the
// state's place. Nothing when there is no such course or resource. The rules:
// - public_licence: it is published, and its licence has an alternative of open licences only: everyone;
// - owned: a purchase or accepted gift that was not refunded; a co-author or publisher;
// - tier: min_tier <= the account's tier; a retired course only to who had enrolled.
[[nodiscard]] std::optional<Decision> decide(const state::StateView& state, const Policy& policy,
                                             const types::Address& account, const Subject& subject,
                                             TimeMs now);

}  // namespace kula::contracts::access
