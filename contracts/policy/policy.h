// The policy (C7.1): every number that rules name, one versioned record of the state, first set by genesis.
// Sections follow the modules. Durations in milliseconds, windows in periods, rates in bps, amounts in minor
// units.
#pragma once

#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"

namespace kula::contracts {

// The longest window of periods: rules read a row for each.
inline constexpr std::uint32_t kMaxWindowPeriods = 60;
// No deadline of governance is further away.
inline constexpr DurationMs kMaxGovernanceMs = 366 * kDayMs;

struct AccountPolicy {
  DurationMs period_length_ms = 0;              // C0.4; 0 = calendar months. Fixed by genesis
  std::uint32_t quota_actions = 2000;           // C0.10: actions per account and period at tier 0 and 1
  std::uint32_t quota_actions_per_tier = 2000;  // added for each tier above 1
  std::uint32_t quota_reserve = 200;            // kept for refunds, cancellations, challenges, rotations
  std::uint32_t registrar_openings = 10000;     // C1.1: accounts one registrar may open in a period
  DurationMs max_suspension_ms = 14 * kDayMs;   // C1.3 without governance
  std::uint32_t tie_window_periods = 12;        // C0.11 W
  Amount tie_transfer_amount{100'00};           // C0.11 T
  std::uint32_t slug_review_days = 30;          // C0.5: an unreviewed slug is freed after this
  std::uint32_t ready_blocks = 10'000;          // R18 K: how long a node.ready counts
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("period_length_ms", period_length_ms), codec::field("quota_actions", quota_actions),
            codec::field("quota_actions_per_tier", quota_actions_per_tier),
            codec::field("quota_reserve", quota_reserve),
            codec::field("registrar_openings", registrar_openings),
            codec::field("max_suspension_ms", max_suspension_ms),
            codec::field("tie_window_periods", tie_window_periods),
            codec::field("tie_transfer_amount", tie_transfer_amount),
            codec::field("slug_review_days", slug_review_days), codec::field("ready_blocks", ready_blocks));
  }
};

struct CreditPolicy {
  Amount issuer_ceiling{1'000'000'00};             // C2.1: per issuer and period
  Amount two_issuers_above{10'000'00};             // C2.1: a second issuer confirms amounts above this
  DurationMs issue_confirmation_ms = 7 * kDayMs;   // a pending issue lapses after this
  DurationMs redemption_timeout_ms = 30 * kDayMs;  // C2.3 T
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("issuer_ceiling", issuer_ceiling),
            codec::field("two_issuers_above", two_issuers_above),
            codec::field("issue_confirmation_ms", issue_confirmation_ms),
            codec::field("redemption_timeout_ms", redemption_timeout_ms));
  }
};

struct CoursePolicy {
  DurationMs refund_window_ms = 7 * kDayMs;  // C3.4, C3.5; stored with each purchase
  DurationMs gift_window_ms = 7 * kDayMs;    // C3.4: a gift is accepted within this
  std::uint32_t refunds_per_period = 5;      // C3.5 r
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("refund_window_ms", refund_window_ms),
            codec::field("gift_window_ms", gift_window_ms),
            codec::field("refunds_per_period", refunds_per_period));
  }
};

struct AccessPolicy {
  std::uint32_t trailing_periods = 3;   // C5.1 W
  Amount spend_cap_per_author{500'00};  // C5.1: spend counted per co-author and window
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("trailing_periods", trailing_periods),
            codec::field("spend_cap_per_author", spend_cap_per_author));
  }
};

struct ProjectPolicy {
  DurationMs challenge_window_ms = 7 * kDayMs;    // C6.4
  DurationMs challenge_timeout_ms = 14 * kDayMs;  // C6.4 T: unresolved challenges vest
  std::uint32_t open_challenges = 3;              // C6.4 k per member
  Points project_budget{5000};                    // C6.3: points recorded per project and period
  Points contributor_cap{2000};                   // C6.3: points per contributor and period over all projects
  std::uint32_t maintainer_window_periods = 3;    // C6.3 W: "was a maintainer within"
  DurationMs removal_delay_ms = 7 * kDayMs;       // C6.1
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("challenge_window_ms", challenge_window_ms),
            codec::field("challenge_timeout_ms", challenge_timeout_ms),
            codec::field("open_challenges", open_challenges), codec::field("project_budget", project_budget),
            codec::field("contributor_cap", contributor_cap),
            codec::field("maintainer_window_periods", maintainer_window_periods),
            codec::field("removal_delay_ms", removal_delay_ms));
  }
};

struct BalancePolicy {
  Bps commons = 1000;  // C7.2, shares in force
  Bps innovation = 500;
  Bps charity = 500;
  Bps upstream_min = 200;   // C6.7: per project a course builds on
  Bps upstream_max = 2000;  // of all upstream parts together
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("commons", commons), codec::field("innovation", innovation),
            codec::field("charity", charity), codec::field("upstream_min", upstream_min),
            codec::field("upstream_max", upstream_max));
  }
};

struct CharityPolicy {
  Amount organisation_cap{5'000'000'00};             // C8.3: grants per organisation, fund and period
  DurationMs max_grant_duration_ms = 1830 * kDayMs;  // a grant's deadline is at most this far away
  std::uint32_t max_milestones = 32;
  std::optional<Slug> default_fund;  // C7.2: gets the charity share of sales from its approval to its closing
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organisation_cap", organisation_cap),
            codec::field("max_grant_duration_ms", max_grant_duration_ms),
            codec::field("max_milestones", max_milestones), codec::field("default_fund", default_fund));
  }
};

struct ContestPolicy {
  Points point_budget{2000};  // C9.1: point prizes per period over all contests
  std::uint32_t max_prizes = 32;
  std::uint32_t max_judges = 16;
  std::uint32_t max_entries = 256;      // bounds the work of settling
  std::uint32_t judge_bar_periods = 3;  // C9.3 K
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("point_budget", point_budget), codec::field("max_prizes", max_prizes),
            codec::field("max_judges", max_judges), codec::field("max_entries", max_entries),
            codec::field("judge_bar_periods", judge_bar_periods));
  }
};

// C11. A proposal is judged to its end by the numbers that were in force when it was made.
struct GovernancePolicy {
  DurationMs min_voting_ms = 3 * kDayMs;
  DurationMs max_voting_ms = 30 * kDayMs;
  DurationMs timelock_ms = 2 * kDayMs;       // from a proposal's close to its execution
  DurationMs flip_window_ms = 24 * kHourMs;  // C11.1: an outcome that flips this late moves the close once
  Bps quorum = 1000;                         // of the persons who have a vote; abstentions count
  Bps majority = 5000;                       // more than this part of yes and no together is yes
  std::uint32_t account_age_periods = 1;     // C11.2 V: whole periods between opening and proposal
  std::uint32_t open_proposals = 3;          // that one author may have at a time
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("min_voting_ms", min_voting_ms), codec::field("max_voting_ms", max_voting_ms),
            codec::field("timelock_ms", timelock_ms), codec::field("flip_window_ms", flip_window_ms),
            codec::field("quorum", quorum), codec::field("majority", majority),
            codec::field("account_age_periods", account_age_periods),
            codec::field("open_proposals", open_proposals));
  }
};

struct Policy {
  std::uint32_t version = 1;
  AccountPolicy accounts;
  CreditPolicy credits;
  CoursePolicy courses;
  AccessPolicy access;
  ProjectPolicy projects;
  BalancePolicy balance;
  CharityPolicy charity;
  ContestPolicy contests;
  GovernancePolicy governance;

  [[nodiscard]] PeriodRule periods() const { return {accounts.period_length_ms}; }
  // The bounds that make the rules sound: shares and upstream_max together at most kAllBps, windows not zero,
  // nothing that is read period by period longer than kMaxWindowPeriods, strangers not tied by having sent
  // nothing, and votes that can be lost and won.
  [[nodiscard]] bool is_valid() const;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("accounts", accounts),
            codec::field("credits", credits), codec::field("courses", courses),
            codec::field("access", access), codec::field("projects", projects),
            codec::field("balance", balance), codec::field("charity", charity),
            codec::field("contests", contests), codec::field("governance", governance));
  }
};

}  // namespace kula::contracts
