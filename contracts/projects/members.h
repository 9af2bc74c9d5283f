// Members and maintainers (C6.1): added and removed by a majority of the maintainers, removed after a delay.
#pragma once

#include "contracts/kernel/module.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

// A maintainer's vote to give an account a place, or to make a member a maintainer. In force when more than
// half of the maintainers voted and the account accepted: a place ties it to the others, so nobody gets one
// against his will. kProjectNotFound, kProjectNotActive, kNotMaintainer, kAccountNotFound, kAlreadyMember,
// kAlreadyLeaving, kAlreadyVoted, kTooMany.
struct AddMember {
  static constexpr std::uint16_t kNumber = 0x0603;
  static constexpr std::string_view kName = "project.add_member";
  static constexpr std::string_view kSummary = "Vote to make an account a member or maintainer (maintainers)";
  static constexpr ActionTraits kTraits{};
  Slug project;
  types::Address account;
  MemberRole role = MemberRole::member;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("account", account), codec::field("role", role));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// The invited account takes the place. kProjectNotFound, kProjectNotActive, kNotInvited, kAlreadyMember,
// kAlreadyLeaving, kTooMany.
struct AcceptMembership {
  static constexpr std::uint16_t kNumber = 0x0604;
  static constexpr std::string_view kName = "project.accept_membership";
  static constexpr std::string_view kSummary = "Take a place that a project's maintainers offer";
  static constexpr ActionTraits kTraits{};
  Slug project;
  MemberRole role = MemberRole::member;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("role", role));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// A maintainer's vote to remove a member or maintainer; a member's own wish needs no vote. The account leaves
// after the delay of policy, and stays in office until then. kProjectNotFound, kProjectNotActive,
// kNotMaintainer, kNotMember, kAlreadyLeaving, kAlreadyVoted, kLastMaintainer.
struct RemoveMember {
  static constexpr std::uint16_t kNumber = 0x0605;
  static constexpr std::string_view kName = "project.remove_member";
  static constexpr std::string_view kSummary = "Vote to remove a member or maintainer, or leave oneself";
  static constexpr ActionTraits kTraits{};
  Slug project;
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("account", account));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::projects
