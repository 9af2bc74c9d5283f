#include "contracts/courses/lapse_submission.h"

#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

void lapse(Context& context, const Slug& slug, Course& course) {
  end_authors_together(context, course);
  course.state = CourseState::lapsed;
  course.lapse_job.reset();
  course.decided_at = context.now;
  kCourses.put(context.state, slug, course);
  emit(context, CourseLapsed{slug});
}

Outcome LapseSubmission::run(JobContext& context) const {
  auto found = find(context.state, course);
  if (!found || !has_lapsed(*found, context.now)) return {};
  lapse(context, course, *found);
  return {};
}

}  // namespace kula::contracts::courses
