// Courses as other modules read them, and what the kinds of this module share.
#pragma once

#include "contracts/courses/records.h"

namespace kula::contracts::courses {

[[nodiscard]] std::optional<Course> find(const state::StateView& state, const Slug& slug);
[[nodiscard]] std::optional<Ownership> find_ownership(const state::StateView& state,
                                                      const types::Address& account, const Slug& course);
[[nodiscard]] std::optional<Purchase> find_purchase(const state::StateView& state, const Slug& course,
                                                    std::uint64_t number);

// kCourseNotFound when there is none.
[[nodiscard]] Expected<Course, Rejection> require_course(const state::StateView& state, const Slug& slug);
// The course, when `sender` is its owner: kCourseNotFound, kNotAllowed.
[[nodiscard]] Expected<Course, Rejection> require_own_course(const ActionContext& context, const Slug& slug);

[[nodiscard]] bool is_author(const Course& course, const types::Address& account);
// Owns it by purchase or accepted gift, or is a co-author: must never pay for it (C3.4).
[[nodiscard]] bool owns(const state::StateView& state, const Slug& slug, const Course& course,
                        const types::Address& account);
// Tied to one of the co-authors (C0.11); co-authors are.
[[nodiscard]] bool tied_to_author(const Context& context, const Course& course,
                                  const types::Address& account);

// Unreviewed for too long at `now`, whether or not the job that says so has run (C0.4).
[[nodiscard]] bool has_lapsed(const Course& course, TimeMs now);
// Those who accepted stop to be co-authors of this course (C0.11).
void end_authors_together(Context& context, const Course& course);

}  // namespace kula::contracts::courses
