#include "contracts/access/enrol.h"

#include "contracts/access/codes.h"
#include "contracts/access/evaluator.h"
#include "contracts/access/events.h"
#include "contracts/access/tables.h"
#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::access {

Outcome CourseEnrol::apply(ActionContext& context) const {
  const auto course = courses::require_course(context.state, slug);
  if (!course) return fail(course.error());
  if (course->state != courses::CourseState::published) return reject(courses::kCourseNotOnSale);
  if (courses::owns(context.state, slug, *course, context.sender)) return reject(courses::kAlreadyOwned);
  if (kEnrolments.contains(context.state, context.sender, slug)) return reject(kAlreadyEnrolled);
  const auto decision =
      decide(context.state, context.policy, context.sender, {SubjectKind::course, slug}, context.now);
  if (!decision->granted) return reject(kNoAccess);
  const auto tier = tier_of(context.state, context.policy, context.sender, context.now);
  kEnrolments.put(context.state, context.sender, slug,
                  Enrolment{decision->rule, *decision->basis, tier, context.now, context.cause.transaction});
  emit(context, Enrolled{slug, context.sender, *decision->basis});
  return {};
}

}  // namespace kula::contracts::access
