#include "contracts/courses/revise.h"

#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/checks.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

Outcome CourseRevise::validate() const {
  if (uri) return check_uri(*uri);
  return {};
}

Outcome CourseRevise::apply(ActionContext& context) const {
  auto course = require_own_course(context, slug);
  if (!course) return fail(course.error());
  if (course->state != CourseState::published) return reject(kWrongCourseState);
  if (version != course->last_version + 1) return reject(kWrongVersion);
  course->last_version = version;
  course->revision = Revision{version, content_hash, uri.value_or(course->uri), context.now};
  kCourses.put(context.state, slug, *course);
  emit(context, CourseRevised{slug, version});
  return {};
}

}  // namespace kula::contracts::courses
