#include "contracts/courses/accept_share.h"

#include <algorithm>

#include "contracts/courses/codes.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/events.h"
#include "contracts/courses/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::courses {

Outcome CourseAcceptShare::apply(ActionContext& context) const {
  auto course = require_course(context.state, slug);
  if (!course) return fail(course.error());
  if (course->state != CourseState::submitted || has_lapsed(*course, context.now)) {
    return reject(kWrongCourseState);
  }
  if (course->version != version) return reject(kWrongVersion);
  const auto mine = std::find(course->awaiting.begin(), course->awaiting.end(), context.sender);
  if (mine == course->awaiting.end()) return reject(kNoShareToAccept);
  course->awaiting.erase(mine);
  for (const auto& share : course->shares) {
    const bool waits =
        std::find(course->awaiting.begin(), course->awaiting.end(), share.author) != course->awaiting.end();
    if (!waits && share.author != context.sender) {
      ties::begin_together(context, context.sender, share.author);
    }
  }
  kCourses.put(context.state, slug, *course);
  emit(context, ShareAccepted{slug, context.sender});
  return {};
}

}  // namespace kula::contracts::courses
