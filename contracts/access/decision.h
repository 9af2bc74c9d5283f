// An answer of the access evaluator: yes or no, by which rule, and the facts it rests on (C5.4).
#pragma once

#include <variant>
#include <vector>

#include "contracts/access/records.h"
#include "contracts/access/tier.h"
#include "contracts/courses/records.h"

namespace kula::contracts::access {

// What access is asked for: courses count as resources (C5.2).
enum class SubjectKind : std::uint8_t { course, resource };
[[nodiscard]] constexpr std::array<std::string_view, 2> enum_names(SubjectKind) {
  return {"course", "resource"};
}

struct Subject {
  SubjectKind kind = SubjectKind::course;
  Slug slug;
};

// The course cannot be had by anybody but its co-authors and holders: it is not published (any more).
struct CourseStateFact {
  static constexpr std::string_view kName = "course_state";
  courses::CourseState state = courses::CourseState::submitted;
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("state", state));
  }
};

struct LicenceFact {
  static constexpr std::string_view kName = "licence";
  std::string licence;
  bool open = false;
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("licence", licence), codec::field("open", open));
  }
};

// Whether the account made it.
struct AuthorFact {
  static constexpr std::string_view kName = "author";
  bool author = false;
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("author", author));
  }
};

struct PurchaseFact {
  static constexpr std::string_view kName = "purchase";
  std::uint64_t number = 0;
  bool gift = false;
  types::Address payer;
  TimeMs bought_at;
  std::optional<TimeMs> refundable_until;  // while the payer may take it back
  types::TransactionId transaction;
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("number", number), codec::field("gift", gift), codec::field("payer", payer),
            codec::field("bought_at", bought_at), codec::field("refundable_until", refundable_until),
            codec::field("transaction", transaction));
  }
};

struct NotOwnedFact {
  static constexpr std::string_view kName = "not_owned";
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive&) {}
};

struct TierFact {
  static constexpr std::string_view kName = "tier";
  std::optional<std::uint8_t> min_tier;  // nothing = not open to any tier
  Standing standing;
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("min_tier", min_tier), codec::field("standing", standing));
  }
};

struct EnrolmentFact {
  static constexpr std::string_view kName = "enrolment";
  bool enrolled = false;
  [[nodiscard]] std::string text() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("enrolled", enrolled));
  }
};

using Fact = std::variant<CourseStateFact, LicenceFact, AuthorFact, PurchaseFact, NotOwnedFact, TierFact,
                          EnrolmentFact>;
[[nodiscard]] std::string text_of(const Fact& fact);

// When granted, the facts of the rule that grants; else of every rule that does not.
struct Decision {
  bool granted = false;
  std::uint32_t rule = 0;             // number of the first rule that grants, from 1; 0 = none does
  std::optional<AccessRule> basis;    // that rule
  std::optional<TimeMs> valid_until;  // the basis must be looked at again from then on; nothing = it lasts
  std::vector<Fact> facts;
};

}  // namespace kula::contracts::access
