// A module of tests: actions and jobs that misbehave in every way that correct contracts do not.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/slug.h"
#include "ledger/types/transaction.h"

namespace kula::contracts::planted {

[[nodiscard]] Module planted_module();

// What the note actions and jobs left, oldest first.
[[nodiscard]] std::vector<std::uint64_t> notes(const state::StateView& state);

// Bytes of the kinds. `flag` and `name` are there to be written in ways that are not canonical.
[[nodiscard]] types::Action note(std::uint64_t value, bool flag = true, const Slug& name = Slug{"abc"});
[[nodiscard]] types::Action refuse();
[[nodiscard]] types::Action steal();  // gives the sender credits that come from nowhere
[[nodiscard]] types::Action suspend_self(TimeMs until);

enum class JobDeed : std::uint8_t { note, steal, refuse, again, cancel_next };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(JobDeed) {
  return {"note", "steal", "refuse", "again", "cancel_next"};
}
// A job that notes `value` and does the deed. `again` schedules a note of value + 1 at its own due time;
// `cancel_next` cancels the job that was scheduled after it, at the same due time.
[[nodiscard]] types::Action schedule_job(TimeMs due, JobDeed deed, std::uint64_t value);

}  // namespace kula::contracts::planted
