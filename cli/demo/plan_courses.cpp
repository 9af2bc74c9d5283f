#include <map>

#include "cli/demo/plan_parts.h"
#include "contracts/access/enrol.h"
#include "contracts/courses/accept_share.h"
#include "contracts/courses/buy.h"
#include "contracts/courses/review.h"
#include "contracts/courses/submit.h"
#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

namespace courses = contracts::courses;
using courses::Level;

constexpr const char* kPaidLicence = "LicenseRef-Kula-Commercial";
constexpr const char* kFreeLicence = "CC-BY-4.0 OR MIT";
constexpr Amount kPocketMoney{100'00};  // what a learner keeps after all purchases

std::string about(const PlannedCourse& course) { return "courses row " + std::to_string(course.row->row); }

std::string taker_label(const CoursePlan& plan, const PlannedCourse& course, std::uint64_t place) {
  return learner_label((course.first_taker + place) % plan.learners);
}

// C5.3 (c): free courses are open to everybody, paid ones by level from the tier on; nothing = only to
// buyers.
std::optional<std::uint8_t> min_tier(const PlannedCourse& course) {
  if (is_free(course)) return 0;
  switch (course.row->level) {
    case Level::beginner:
      return 2;
    case Level::intermediate:
      return 3;
    case Level::expert:
      return 4;
    case Level::all:
      break;
  }
  return std::nullopt;
}

courses::CourseSubmit submission(const PlannedCourse& course, const Cast& cast) {
  const auto& row = *course.row;
  courses::CourseSubmit submit;
  submit.slug = course.slug;
  submit.title = row.title;
  submit.content_hash = crypto::sha256(as_bytes("course/" + row.id + "/" + row.title));
  submit.uri = "https://example.org/courses/" + row.id;
  submit.price = row.price;
  submit.licence = is_free(course) ? kFreeLicence : kPaidLicence;
  submit.subject = row.subject;
  submit.level = row.level;
  submit.min_tier = min_tier(course);
  for (const auto& share : course.shares) submit.shares.push_back({cast.address(share.author), share.bps});
  return submit;
}

// Courses by the label of their owner (`place` 0) or second co-author (1).
std::map<std::string, std::vector<const PlannedCourse*>> by_author(const CoursePlan& plan,
                                                                   std::size_t place) {
  std::map<std::string, std::vector<const PlannedCourse*>> result;
  for (const auto& course : plan.courses) {
    if (course.shares.size() > place) result[course.shares[place].author].push_back(&course);
  }
  return result;
}

Stage submissions(const CoursePlan& plan, const Cast& cast) {
  StageWriter writer("courses");
  for (const auto& [author, own] : by_author(plan, 0)) {
    for (const auto* course : own) writer.add(author, submission(*course, cast), about(*course));
  }
  return writer.take();
}

Stage acceptances(const CoursePlan& plan) {
  StageWriter writer("co-authors");
  for (const auto& [author, shared] : by_author(plan, 1)) {
    for (const auto* course : shared)
      writer.add(author, courses::CourseAcceptShare{course->slug, 1}, about(*course));
  }
  return writer.take();
}

// Every third course is one reviewer's.
Stage reviews(const CoursePlan& plan) {
  StageWriter writer("course reviews");
  const auto reviewers = std::size(kReviewers);
  for (std::size_t reviewer = 0; reviewer < reviewers; ++reviewer) {
    for (std::size_t i = reviewer; i < plan.courses.size(); i += reviewers) {
      const courses::CourseReview review{plan.courses[i].slug, 1, courses::Verdict::approve, std::nullopt};
      writer.add(kReviewers[reviewer], review, about(plan.courses[i]));
    }
  }
  return writer.take();
}

// One transaction each, as people do it.
Stage takings(const CoursePlan& plan) {
  StageWriter writer("purchases", 1);
  for (const auto& course : plan.courses) {
    for (std::uint64_t place = 0; place < course.takers; ++place) {
      const auto learner = taker_label(plan, course, place);
      if (is_free(course)) {
        writer.add(learner, contracts::access::CourseEnrol{course.slug}, about(course));
      } else {
        writer.add(learner, courses::CourseBuy{course.slug, std::nullopt, course.row->price}, about(course));
      }
    }
  }
  return writer.take();
}

Amount plus(Amount a, Amount b) {
  const auto sum = checked_add(a, b);
  KULA_CHECK(sum.has_value(), "more credits than can be counted; load fewer purchases");
  return *sum;
}

}  // namespace

std::vector<Person> people_of_courses(const CoursePlan& plan) {
  std::map<std::string, Amount> authors;
  for (const auto& course : plan.courses) {
    for (const auto& share : course.shares) authors.emplace(share.author, Amount{});
  }
  std::vector<Person> people;
  for (const auto& [label, credits] : authors) people.push_back({label, {}, credits});
  std::vector<Amount> spent(plan.learners, kPocketMoney);
  for (const auto& course : plan.courses) {
    for (std::uint64_t place = 0; place < course.takers; ++place) {
      auto& sum = spent[(course.first_taker + place) % plan.learners];
      sum = plus(sum, course.row->price);
    }
  }
  for (std::uint64_t i = 0; i < plan.learners; ++i) people.push_back({learner_label(i), {}, spent[i]});
  return people;
}

std::vector<Stage> stages_of_courses(const CoursePlan& plan, const Cast& cast) {
  return {submissions(plan, cast), acceptances(plan), reviews(plan), takings(plan)};
}

}  // namespace kula::cli::demo
