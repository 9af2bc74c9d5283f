// Joining and leaving a project: its members are tied to each other (C0.11).
#pragma once

#include "contracts/kernel/context.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

// All in office, by account. Leavings that are due are processed first.
using Members = std::vector<std::pair<types::Address, Member>>;
[[nodiscard]] Members current_members(Context& context, const Slug& project);

// Gives the account its place and ties it to the others, or changes the role of a member.
void join(Context& context, const Slug& project, const types::Address& account, MemberRole role);

// More than half of the maintainers in office are among `voters`.
[[nodiscard]] bool is_majority(const Members& members, const std::vector<types::Address>& voters);

// The job at the end of a removal's delay (C6.1): processes what is due in the project.
struct LeaveDue {
  static constexpr std::uint16_t kNumber = 0x0601;
  static constexpr std::string_view kName = "project_leave_due";
  Slug project;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::projects
