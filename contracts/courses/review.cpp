#include "contracts/courses/review.h"

#include "contracts/accounts/accounts.h"
#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::courses {

Outcome CourseReview::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  auto course = require_course(context.state, slug);
  if (!course) return fail(course.error());
  if (tied_to_author(context, *course, context.sender)) return reject(kTied);
  const auto decided = course->state == CourseState::submitted ? decide_submission(context, *course)
                                                               : decide_revision(*course);
  if (!decided) return decided;
  course->reviewer = context.sender;
  course->reason_hash = reason_hash;
  course->decided_at = context.now;
  kCourses.put(context.state, slug, *course);
  emit(context, CourseReviewed{slug, version, verdict == Verdict::approve, context.sender});
  return {};
}

Outcome CourseReview::decide_submission(ActionContext& context, Course& course) const {
  if (has_lapsed(course, context.now)) return reject(kWrongCourseState);
  if (course.version != version) return reject(kWrongVersion);
  if (verdict == Verdict::approve && !course.awaiting.empty()) return reject(kSharesNotAccepted);
  cancel(context, *course.lapse_job);
  course.lapse_job.reset();
  course.state = verdict == Verdict::approve ? CourseState::published : CourseState::rejected;
  if (course.state == CourseState::rejected) end_authors_together(context, course);
  return {};
}

Outcome CourseReview::decide_revision(Course& course) const {
  if (course.state != CourseState::published || !course.revision) return reject(kWrongCourseState);
  if (course.revision->version != version) return reject(kWrongVersion);
  if (verdict == Verdict::approve) {
    course.version = course.revision->version;
    course.content_hash = course.revision->content_hash;
    course.uri = course.revision->uri;
  }
  course.revision.reset();
  return {};
}

}  // namespace kula::contracts::courses
