// Events of the projects module.
#pragma once

#include "contracts/projects/records.h"

namespace kula::contracts::projects {

struct ProjectRegistered {
  static constexpr std::uint16_t kNumber = 0x0601;
  static constexpr std::string_view kName = "project_registered";
  Slug project;
  types::Address by;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("by", by));
  }
};

struct ProjectReviewed {
  static constexpr std::uint16_t kNumber = 0x0602;
  static constexpr std::string_view kName = "project_reviewed";
  Slug project;
  types::Address reviewer;
  bool approved = false;
  Hash reason_hash;
  ProjectState state = ProjectState::submitted;  // after this verdict
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("reviewer", reviewer),
            codec::field("approved", approved), codec::field("reason_hash", reason_hash),
            codec::field("state", state));
  }
};

struct MemberProposed {
  static constexpr std::uint16_t kNumber = 0x0603;
  static constexpr std::string_view kName = "member_proposed";
  Slug project;
  types::Address account;
  MemberRole role = MemberRole::member;
  types::Address by;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("account", account), codec::field("role", role),
            codec::field("by", by));
  }
};

struct MemberJoined {
  static constexpr std::uint16_t kNumber = 0x0604;
  static constexpr std::string_view kName = "member_joined";
  Slug project;
  types::Address account;
  MemberRole role = MemberRole::member;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("account", account), codec::field("role", role));
  }
};

struct RemovalProposed {
  static constexpr std::uint16_t kNumber = 0x0605;
  static constexpr std::string_view kName = "removal_proposed";
  Slug project;
  types::Address account;
  types::Address by;
  std::optional<TimeMs> leaves_at;  // when the vote was decided by this one
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("account", account), codec::field("by", by),
            codec::field("leaves_at", leaves_at));
  }
};

struct MemberLeft {
  static constexpr std::uint16_t kNumber = 0x0606;
  static constexpr std::string_view kName = "member_left";
  Slug project;
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("account", account));
  }
};

struct ContributionsRecorded {
  static constexpr std::uint16_t kNumber = 0x0607;
  static constexpr std::string_view kName = "contributions_recorded";
  Slug project;
  std::uint64_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t waiting = 0;  // of them, for a confirmer
  Points points;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("first", first), codec::field("count", count),
            codec::field("waiting", waiting), codec::field("points", points));
  }
};

struct ContributionsConfirmed {
  static constexpr std::uint16_t kNumber = 0x0608;
  static constexpr std::string_view kName = "contributions_confirmed";
  Slug project;
  std::vector<std::uint64_t> numbers;
  types::Address by;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("numbers", numbers), codec::field("by", by));
  }
};

struct ContributionChallenged {
  static constexpr std::uint16_t kNumber = 0x0609;
  static constexpr std::string_view kName = "contribution_challenged";
  Slug project;
  std::uint64_t number = 0;
  types::Address challenger;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("number", number),
            codec::field("challenger", challenger), codec::field("reason_hash", reason_hash));
  }
};

struct ChallengeJudged {
  static constexpr std::uint16_t kNumber = 0x060a;
  static constexpr std::string_view kName = "challenge_judged";
  Slug project;
  std::uint64_t number = 0;
  types::Address reviewer;
  bool upheld = false;
  Hash reason_hash;
  ContributionState state = ContributionState::challenged;  // after this verdict
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("number", number),
            codec::field("reviewer", reviewer), codec::field("upheld", upheld),
            codec::field("reason_hash", reason_hash), codec::field("state", state));
  }
};

struct PointsVested {
  static constexpr std::uint16_t kNumber = 0x060b;
  static constexpr std::string_view kName = "points_vested";
  Slug project;
  std::uint64_t number = 0;
  types::Address contributor;
  Points points;
  Period period;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("number", number),
            codec::field("contributor", contributor), codec::field("points", points),
            codec::field("period", period));
  }
};

struct PointsAwarded {
  static constexpr std::uint16_t kNumber = 0x060c;
  static constexpr std::string_view kName = "points_awarded";
  types::Address account;
  Points points;
  Period period;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("points", points), codec::field("period", period));
  }
};

}  // namespace kula::contracts::projects
