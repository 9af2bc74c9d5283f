#include "contracts/courses/courses.h"

#include <algorithm>

#include "contracts/courses/codes.h"
#include "contracts/courses/tables.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::courses {

std::optional<Course> find(const state::StateView& state, const Slug& slug) {
  return kCourses.get(state, slug);
}

std::optional<Ownership> find_ownership(const state::StateView& state, const types::Address& account,
                                        const Slug& course) {
  return kOwnership.get(state, account, course);
}

std::optional<Purchase> find_purchase(const state::StateView& state, const Slug& course,
                                      std::uint64_t number) {
  return kPurchases.get(state, course, number);
}

Expected<Course, Rejection> require_course(const state::StateView& state, const Slug& slug) {
  auto course = kCourses.get(state, slug);
  if (!course) return reject(kCourseNotFound);
  return std::move(*course);
}

Expected<Course, Rejection> require_own_course(const ActionContext& context, const Slug& slug) {
  auto course = require_course(context.state, slug);
  if (course && course->owner != context.sender) return reject(kNotAllowed);
  return course;
}

bool is_author(const Course& course, const types::Address& account) {
  return std::any_of(course.shares.begin(), course.shares.end(),
                     [&](const AuthorShare& share) { return share.author == account; });
}

bool owns(const state::StateView& state, const Slug& slug, const Course& course,
          const types::Address& account) {
  return is_author(course, account) || kOwnership.contains(state, account, slug);
}

bool tied_to_author(const Context& context, const Course& course, const types::Address& account) {
  return std::any_of(course.shares.begin(), course.shares.end(),
                     [&](const AuthorShare& share) { return ties::tied(context, account, share.author); });
}

bool has_lapsed(const Course& course, TimeMs now) {
  return course.state == CourseState::submitted && now >= course.lapse_job->due;
}

void end_authors_together(Context& context, const Course& course) {
  const auto accepted = [&](const types::Address& author) {
    return std::find(course.awaiting.begin(), course.awaiting.end(), author) == course.awaiting.end();
  };
  for (std::size_t i = 0; i < course.shares.size(); ++i) {
    const auto& author = course.shares[i].author;
    if (!accepted(author)) continue;
    for (std::size_t j = 0; j < i; ++j) {
      const auto& other = course.shares[j].author;
      if (accepted(other)) ties::end_together(context, author, other);
    }
  }
}

}  // namespace kula::contracts::courses
