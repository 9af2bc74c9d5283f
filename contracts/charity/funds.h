// Questions and steps that the kinds of this module share.
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/context.h"

namespace kula::contracts::charity {

// fund_not_found or fund_not_active when it cannot be used.
[[nodiscard]] Expected<Fund, Rejection> find_active(const state::StateView& state, const Slug& slug);
[[nodiscard]] bool is_manager(const Fund& fund, const types::Address& account);
// An active fund that `manager` manages: as find_active, or not_manager.
[[nodiscard]] Expected<Fund, Rejection> find_managed(const state::StateView& state, const Slug& slug,
                                                     const types::Address& manager);
// Fields alone: 3..16 managers ascending and distinct, 2 <= threshold < managers (C8.1).
[[nodiscard]] bool managers_are_sound(const std::vector<types::Address>& managers, std::uint8_t threshold);

// Adds a manager's voice to a decision named by `subject`; true when m of the managers of now agree, and the
// decision is then spent. Rejects: already_approved.
[[nodiscard]] Expected<bool, Rejection> decide(Context& context, const Slug& slug, const Fund& fund,
                                               const Hash& subject, const types::Address& manager);

}  // namespace kula::contracts::charity
