#include "contracts/courses/retire.h"

#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

Outcome CourseRetire::apply(ActionContext& context) const {
  auto course = require_own_course(context, slug);
  if (!course) return fail(course.error());
  if (course->state != CourseState::published) return reject(kWrongCourseState);
  course->state = CourseState::retired;
  course->revision.reset();
  end_authors_together(context, *course);
  kCourses.put(context.state, slug, *course);
  emit(context, CourseRetired{slug});
  return {};
}

}  // namespace kula::contracts::courses
