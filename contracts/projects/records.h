// What the chain keeps of projects and contributions (C6). States and their changes: README.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::projects {

// One reviewer's word; two equal ones decide (two_reviewers.h).
struct Verdict {
  types::Address reviewer;
  bool yes = false;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("reviewer", reviewer), codec::field("yes", yes),
            codec::field("reason_hash", reason_hash));
  }
};

enum class ProjectState : std::uint8_t { submitted, active, rejected };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(ProjectState) {
  return {"submitted", "active", "rejected"};
}

// A rejected project has no record: its slug is free.
struct Project {
  std::string repo_uri;
  Hash repo_proof_hash;  // of a file in the repository that names this chain and project
  std::string licence;   // canonical SPDX expression
  ProjectState state = ProjectState::submitted;
  types::Address registered_by;
  TimeMs registered_at;
  std::vector<types::Address> founders;  // the maintainers named at registration
  std::vector<Verdict> verdicts;
  std::uint64_t contributions = 0;  // numbered 1..contributions
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("repo_uri", repo_uri), codec::field("repo_proof_hash", repo_proof_hash),
            codec::field("licence", licence), codec::field("state", state),
            codec::field("registered_by", registered_by), codec::field("registered_at", registered_at),
            codec::field("founders", founders), codec::field("verdicts", verdicts),
            codec::field("contributions", contributions));
  }
};

enum class MemberRole : std::uint8_t { member, maintainer };
[[nodiscard]] constexpr std::array<std::string_view, 2> enum_names(MemberRole) {
  return {"member", "maintainer"};
}

// In office while block time < leaves_at; the row goes when its leaving is processed.
struct Member {
  MemberRole role = MemberRole::member;
  TimeMs since;
  std::optional<TimeMs> leaves_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("role", role), codec::field("since", since), codec::field("leaves_at", leaves_at));
  }
};

// Who stopped being a maintainer, and when (C6.3: "was a maintainer within W periods").
struct PastMaintainer {
  TimeMs until;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("until", until));
  }
};

// Maintainers' votes to give an account a place, and whether it wants it.
struct Invitation {
  std::vector<types::Address> voters;
  bool accepted = false;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("voters", voters), codec::field("accepted", accepted));
  }
};

struct RemovalVotes {
  std::vector<types::Address> voters;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("voters", voters));
  }
};

// The types of the all-contributors specification (v1), without `financial`: points are never bought (C0.1).
enum class ContributionKind : std::uint8_t {
  code,
  docs,
  review,
  design,
  test,
  translation,
  mentoring,
  accessibility,
  audio,
  blog,
  bug,
  business,
  content,
  data,
  event_organizing,
  example,
  funding_finding,
  ideas,
  infra,
  maintenance,
  platform,
  plugin,
  project_management,
  promotion,
  question,
  research,
  security,
  talk,
  tool,
  tutorial,
  user_testing,
  video
};
[[nodiscard]] constexpr std::array<std::string_view, 32> enum_names(ContributionKind) {
  return {"code",
          "docs",
          "review",
          "design",
          "test",
          "translation",
          "mentoring",
          "accessibility",
          "audio",
          "blog",
          "bug",
          "business",
          "content",
          "data",
          "event_organizing",
          "example",
          "funding_finding",
          "ideas",
          "infra",
          "maintenance",
          "platform",
          "plugin",
          "project_management",
          "promotion",
          "question",
          "research",
          "security",
          "talk",
          "tool",
          "tutorial",
          "user_testing",
          "video"};
}

enum class ContributionState : std::uint8_t { waiting, pending, challenged, vested, struck };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(ContributionState) {
  return {"waiting", "pending", "challenged", "vested", "struck"};
}

struct Challenge {
  types::Address challenger;
  Hash reason_hash;
  TimeMs opened_at;
  std::vector<Verdict> verdicts;  // yes = upheld
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("challenger", challenger), codec::field("reason_hash", reason_hash),
            codec::field("opened_at", opened_at), codec::field("verdicts", verdicts));
  }
};

struct Contribution {
  types::Address contributor;
  ContributionKind kind = ContributionKind::code;
  Points points;
  Hash evidence;
  TimeMs at;  // when it was made
  types::Address recorded_by;
  TimeMs recorded_at;
  std::optional<types::Address> confirmed_by;
  ContributionState state = ContributionState::waiting;
  std::optional<Period> counted_in;      // whose cap of the contributor it uses; none while it waits
  std::optional<TimeMs> window_ends_at;  // none while it waits for a confirmer
  std::optional<TimeMs> vests_at;        // the window's end, or later by a challenge; when it vested
  std::optional<Challenge> challenge;    // the latest
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contributor", contributor), codec::field("kind", kind),
            codec::field("points", points), codec::field("evidence", evidence), codec::field("at", at),
            codec::field("recorded_by", recorded_by), codec::field("recorded_at", recorded_at),
            codec::field("confirmed_by", confirmed_by), codec::field("state", state),
            codec::field("counted_in", counted_in), codec::field("window_ends_at", window_ends_at),
            codec::field("vests_at", vests_at), codec::field("challenge", challenge));
  }
};

// The contribution of a project that a piece of evidence stands for.
struct EvidenceUse {
  std::uint64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("number", number));
  }
};

// Points of a counter: of a budget, of a due time.
struct PointCount {
  Points points;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("points", points));
  }
};

// An account's points of one period, and of all periods.
struct PeriodPoints {
  Points contributions;  // vested in it
  Points awards;         // given by contests in it
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contributions", contributions), codec::field("awards", awards));
  }
};
struct TotalPoints {
  Points contributions;
  Points awards;
  Points struck;  // recorded, challenged and struck before they vested: in none of the two above
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contributions", contributions), codec::field("awards", awards),
            codec::field("struck", struck));
  }
};

// Until the end of which period an account may not challenge (C6.4).
struct ChallengeBar {
  Period through;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("through", through));
  }
};

}  // namespace kula::contracts::projects
