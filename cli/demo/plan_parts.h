// What plan.cpp is put together from: one function a kind of thing.
#pragma once

#include "cli/demo/plan.h"
#include "cli/demo/plan_courses.h"
#include "cli/demo/plan_writer.h"
#include "contracts/accounts/accounts.h"

namespace kula::cli::demo {

// Who has to be opened, in order, and what each is given to spend.
struct Person {
  std::string label;
  contracts::accounts::AccountKind kind = contracts::accounts::AccountKind::person;
  Amount credits;
};

[[nodiscard]] std::vector<Person> people_of_courses(const CoursePlan& plan);
[[nodiscard]] std::vector<Person> people_of_contributions(const Input& input);
[[nodiscard]] std::vector<Person> people_of_grants(const Input& input);
[[nodiscard]] std::vector<Person> people_of_contests();

[[nodiscard]] std::vector<Stage> plan_people(const std::vector<Person>& people, const Cast& cast);
[[nodiscard]] std::vector<Stage> stages_of_courses(const CoursePlan& plan, const Cast& cast);
[[nodiscard]] std::vector<Stage> stages_of_contributions(const Input& input, const Cast& cast);
[[nodiscard]] std::vector<Stage> stages_of_grants(const Input& input, const Cast& cast, TimeMs started);

}  // namespace kula::cli::demo
