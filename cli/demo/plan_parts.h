// What plan.cpp is put together from: one function a kind of thing.
#pragma once

#include <algorithm>

#include "cli/demo/plan.h"
#include "cli/demo/plan_courses.h"
#include "cli/demo/plan_writer.h"
#include "contracts/accounts/accounts.h"

namespace kula::cli::demo {

// The rows in the order of `before(row, row)`: the order in the files does not matter.
template <class Row, class Before>
[[nodiscard]] std::vector<const Row*> sorted(const std::vector<Row>& rows, const Before& before) {
  std::vector<const Row*> result;
  for (const auto& row : rows) result.push_back(&row);
  std::sort(result.begin(), result.end(), [&](const Row* a, const Row* b) { return before(*a, *b); });
  return result;
}

// Who has to be opened, in order, and what each is given to spend.
struct Person {
  std::string label;
  contracts::accounts::AccountKind kind = contracts::accounts::AccountKind::person;
  Amount credits;
};

[[nodiscard]] std::vector<Person> people_of_courses(const CoursePlan& plan);
[[nodiscard]] std::vector<Person> people_of_contributions(const Input& input);
[[nodiscard]] std::vector<Person> people_of_grants(const Input& input);
[[nodiscard]] std::vector<Person> people_of_contests(std::uint64_t round);

[[nodiscard]] std::vector<Stage> plan_people(const std::vector<Person>& people, const Cast& cast);
[[nodiscard]] std::vector<Stage> stages_of_courses(const CoursePlan& plan, const Cast& cast);
[[nodiscard]] std::vector<Stage> stages_of_contributions(const Input& input, const Cast& cast);
[[nodiscard]] std::vector<Stage> stages_of_grants(const Input& input, const Cast& cast, TimeMs started);

}  // namespace kula::cli::demo
