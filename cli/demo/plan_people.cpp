#include "cli/demo/plan_parts.h"
#include "contracts/accounts/open.h"
#include "contracts/credits/issue.h"
#include "contracts/policy/policy.h"

namespace kula::cli::demo {

namespace {

// Amounts above this need a second issuer (C2.1). The start value: development networks keep it.
Amount two_issuers_above() { return contracts::CreditPolicy{}.two_issuers_above; }

Stage openings(const std::vector<Person>& people, const Cast& cast) {
  StageWriter writer("accounts");
  for (const auto& person : people) {
    contracts::accounts::Open open;
    open.handle = cast.handle(person.label);
    open.kind = person.kind;
    open.auth = cast.keys().auth(person.label);
    writer.add(kRegistrar, open, "account " + open.handle.value);
  }
  return writer.take();
}

Hash receipt_of(const Person& person, const Cast& cast) {
  return cast.keys().salt("receipt/" + person.label);
}

Stage issues(const std::vector<Person>& people, const Cast& cast) {
  StageWriter writer("credits");
  for (const auto& person : people) {
    if (person.credits.value == 0) continue;
    const contracts::credits::Issue issue{cast.address(person.label), person.credits,
                                          receipt_of(person, cast)};
    writer.add(kIssuer, issue, "credits of " + cast.handle(person.label).value);
  }
  return writer.take();
}

Stage confirmations(const std::vector<Person>& people, const Cast& cast) {
  StageWriter writer("large credits");
  for (const auto& person : people) {
    if (person.credits <= two_issuers_above()) continue;
    const contracts::credits::ConfirmIssue confirm{receipt_of(person, cast)};
    writer.add(kConfirmingIssuer, confirm, "credits of " + cast.handle(person.label).value);
  }
  return writer.take();
}

}  // namespace

std::vector<Stage> plan_people(const std::vector<Person>& people, const Cast& cast) {
  return {openings(people, cast), issues(people, cast), confirmations(people, cast)};
}

}  // namespace kula::cli::demo
