#include "contracts/access/decision.h"

namespace kula::contracts::access {

std::string CourseStateFact::text() const {
  return "the course is " + std::string(enum_names(state)[static_cast<std::size_t>(state)]);
}

std::string LicenceFact::text() const {
  return "licence " + licence + (open ? " is open" : " has no alternative of open licences only");
}

std::string AuthorFact::text() const {
  return author ? "the account made it" : "the account did not make it";
}

std::string PurchaseFact::text() const {
  std::string text =
      (gift ? "gift, purchase " : "purchase ") + std::to_string(number) + " in tx " + transaction.text();
  if (refundable_until) text += ", may be refunded until " + format_time(*refundable_until);
  return text;
}

std::string NotOwnedFact::text() const { return "the account owns no purchase or accepted gift of it"; }

std::string TierFact::text() const {
  if (!min_tier) return "it is not open to tiers";
  return "tier " + std::to_string(standing.tier) + " (trailing points " + standing.points.text() +
         ", spend " + format_amount(standing.spend) + "), needed is " + std::to_string(*min_tier);
}

std::string EnrolmentFact::text() const {
  return enrolled ? "enrolled while the course was on sale" : "not enrolled while the course was on sale";
}

std::string text_of(const Fact& fact) {
  return std::visit([](const auto& one) { return one.text(); }, fact);
}

}  // namespace kula::contracts::access
