#include "contracts/access/evaluator.h"

#include "contracts/access/tables.h"
#include "contracts/courses/courses.h"

namespace kula::contracts::access {

namespace {

using courses::CourseState;

// What the rules look at, the same for courses and resources.
struct Terms {
  std::string licence;
  bool licence_open = false;
  std::optional<std::uint8_t> min_tier;
  bool made_by_account = false;
  std::optional<CourseState> course_state;  // nothing for resources
};

std::optional<Terms> find_terms(const state::StateView& state, const types::Address& account,
                                const Subject& subject) {
  if (subject.kind == SubjectKind::course) {
    const auto course = courses::find(state, subject.slug);
    if (!course) return std::nullopt;
    return Terms{course->licence, course->licence_open, course->min_tier,
                 courses::is_author(*course, account), course->state};
  }
  const auto resource = kResources.get(state, subject.slug);
  if (!resource) return std::nullopt;
  return Terms{resource->licence, resource->licence_open, resource->min_tier, resource->publisher == account,
               std::nullopt};
}

class Evaluation {
 public:
  Evaluation(const state::StateView& state, const Policy& policy, const types::Address& account,
             const Subject& subject, TimeMs now, Terms terms)
      : state_(state),
        policy_(policy),
        account_(account),
        subject_(subject),
        now_(now),
        terms_(std::move(terms)) {}

  // Whether the rule grants; what it rests on is in facts() and valid_until().
  bool grants(AccessRule rule) {
    facts_.clear();
    switch (rule) {
      case AccessRule::public_licence:
        return is_public();
      case AccessRule::owned:
        return is_owned();
      case AccessRule::tier:
        return has_tier();
    }
    return false;
  }
  [[nodiscard]] const std::vector<Fact>& facts() const { return facts_; }
  [[nodiscard]] std::optional<TimeMs> valid_until() const { return valid_until_; }

 private:
  [[nodiscard]] bool is_retired() const { return terms_.course_state == CourseState::retired; }
  [[nodiscard]] bool was_published() const {
    return !terms_.course_state || terms_.course_state == CourseState::published || is_retired();
  }

  bool is_public() {
    facts_.emplace_back(LicenceFact{terms_.licence, terms_.licence_open});
    if (was_published()) return terms_.licence_open;
    facts_.emplace_back(CourseStateFact{*terms_.course_state});
    return false;
  }

  bool is_owned() {
    if (terms_.made_by_account) {
      facts_.emplace_back(AuthorFact{true});
      return true;
    }
    if (subject_.kind == SubjectKind::resource) {
      facts_.emplace_back(AuthorFact{false});
      return false;
    }
    const auto ownership = courses::find_ownership(state_, account_, subject_.slug);
    if (!ownership) {
      facts_.emplace_back(NotOwnedFact{});
      return false;
    }
    const auto purchase = courses::find_purchase(state_, subject_.slug, ownership->purchase);
    KULA_CHECK(purchase.has_value(), "an owned course without its purchase; run `kulad tool verify`");
    PurchaseFact fact{ownership->purchase, purchase->gift, purchase->payer,
                      purchase->bought_at, std::nullopt,   purchase->transaction};
    if (now_ < purchase->refund_until) fact.refundable_until = purchase->refund_until;
    facts_.emplace_back(fact);
    return true;
  }

  bool has_tier() {
    const auto standing = standing_of(state_, policy_, account_, now_);
    facts_.emplace_back(TierFact{terms_.min_tier, standing});
    if (!was_published()) {
      facts_.emplace_back(CourseStateFact{*terms_.course_state});
      return false;
    }
    if (!terms_.min_tier || *terms_.min_tier > standing.tier) return false;
    if (is_retired()) {
      const bool enrolled = kEnrolments.contains(state_, account_, subject_.slug);
      facts_.emplace_back(CourseStateFact{CourseState::retired});
      facts_.emplace_back(EnrolmentFact{enrolled});
      if (!enrolled) return false;
    }
    // Tiers above 1 rest on trailing windows, which move when the period ends.
    if (*terms_.min_tier > 1) {
      const auto periods = policy_.periods();
      valid_until_ = periods.start_of(Period{periods.period_of(now_).value + 1});
    }
    return true;
  }

  const state::StateView& state_;
  const Policy& policy_;
  const types::Address& account_;
  const Subject& subject_;
  TimeMs now_;
  Terms terms_;
  std::vector<Fact> facts_;
  std::optional<TimeMs> valid_until_;
};

}  // namespace

std::optional<Decision> decide(const state::StateView& state, const Policy& policy,
                               const types::Address& account, const Subject& subject, TimeMs now) {
  auto terms = find_terms(state, account, subject);
  if (!terms) return std::nullopt;
  Evaluation evaluation(state, policy, account, subject, now, std::move(*terms));
  Decision decision;
  std::uint32_t number = 0;
  for (const auto rule : rule_table(state).rules) {
    ++number;
    if (evaluation.grants(rule)) {
      return Decision{true, number, rule, evaluation.valid_until(), evaluation.facts()};
    }
    decision.facts.insert(decision.facts.end(), evaluation.facts().begin(), evaluation.facts().end());
  }
  return decision;
}

}  // namespace kula::contracts::access
