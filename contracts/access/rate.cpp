#include "contracts/access/rate.h"

#include "contracts/access/codes.h"
#include "contracts/access/evaluator.h"
#include "contracts/access/tables.h"
#include "contracts/courses/courses.h"
#include "contracts/courses/ratings.h"

namespace kula::contracts::access {

namespace {
constexpr std::uint8_t kMaxStars = 5;
}  // namespace

Outcome CourseRate::validate() const {
  if (stars < 1 || stars > kMaxStars) return reject(kBadStars);
  return {};
}

Outcome CourseRate::apply(ActionContext& context) const {
  const auto course = courses::require_course(context.state, slug);
  if (!course) return fail(course.error());
  if (courses::is_author(*course, context.sender)) return reject(kOwnCourse);
  const bool taken = courses::find_ownership(context.state, context.sender, slug).has_value() ||
                     kEnrolments.contains(context.state, context.sender, slug);
  const auto decision =
      decide(context.state, context.policy, context.sender, {SubjectKind::course, slug}, context.now);
  if (!taken || !decision->granted) return reject(kNoAccess);
  courses::put_rating(context, slug, *course, context.sender, stars, comment_hash);
  return {};
}

}  // namespace kula::contracts::access
