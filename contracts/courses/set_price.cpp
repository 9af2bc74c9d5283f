#include "contracts/courses/set_price.h"

#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

Outcome CourseSetPrice::apply(ActionContext& context) const {
  auto course = require_own_course(context, slug);
  if (!course) return fail(course.error());
  if (course->state != CourseState::published) return reject(kWrongCourseState);
  const Amount old_price = std::exchange(course->price, price);
  kCourses.put(context.state, slug, *course);
  emit(context, CoursePriceSet{slug, old_price, price});
  return {};
}

}  // namespace kula::contracts::courses
