// Who teaches and who learns: derived from the course rows alone.
#pragma once

#include <vector>

#include "cli/demo/input.h"

namespace kula::cli::demo {

struct PlannedShare {
  std::string author;  // label
  Bps bps = 0;
};

struct PlannedCourse {
  const CourseRow* row = nullptr;
  Slug slug;
  std::vector<PlannedShare> shares;  // the first owns it
  std::uint64_t takers = 0;          // who buy it, or enrol when it is free
  std::uint64_t first_taker = 0;     // learners first_taker, first_taker + 1, … around the circle
};
[[nodiscard]] inline bool is_free(const PlannedCourse& course) { return course.row->price.value == 0; }

struct CoursePlan {
  std::vector<PlannedCourse> courses;  // by course id
  std::uint64_t learners = 0;
};

// REQUIRES `rows` to outlive the answer.
[[nodiscard]] CoursePlan plan_course_takers(const std::vector<CourseRow>& rows, std::uint64_t purchases);
CoursePlan plan_course_takers(std::vector<CourseRow>&& rows, std::uint64_t purchases) = delete;

}  // namespace kula::cli::demo
