// Projects as other modules and this one's verbs ask about them.
#pragma once

#include "contracts/kernel/context.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

// The record. A project that nobody reviewed in time (C0.5) counts as gone from that moment on.
[[nodiscard]] std::optional<Project> find_project(const state::StateView& state, const Policy& policy,
                                                  const Slug& project, TimeMs now);
// kProjectNotFound or kProjectNotActive unless the project may be worked with.
[[nodiscard]] Expected<Project, Rejection> require_active(const Context& context, const Slug& project);

// The row, if its account is in office at context.now.
[[nodiscard]] std::optional<Member> find_member(const Context& context, const Slug& project,
                                                const types::Address& account);
[[nodiscard]] bool is_maintainer(const Context& context, const Slug& project, const types::Address& account);
// kNotMaintainer unless the sender is one.
[[nodiscard]] Outcome require_maintainer(const Context& context, const Slug& project,
                                         const types::Address& account);
// C6.3: is a maintainer or was one within W periods.
[[nodiscard]] bool was_maintainer(const Context& context, const Slug& project, const types::Address& account);

}  // namespace kula::contracts::projects
