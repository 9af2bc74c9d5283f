#include <algorithm>

#include "cli/demo/cast.h"
#include "cli/demo/plan_parts.h"
#include "cli/demo/row_reader.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t kAuthors = 60;
constexpr std::uint8_t kSharedBelow = 64;  // a quarter of all courses has two co-authors
constexpr Bps kOwnerShare = 7000;
constexpr std::uint64_t kPurchasesPerLearner = 10;
constexpr std::size_t kMaxSlug = 64;

Hash hash_of(const std::string& text) { return crypto::sha256(as_bytes(text)); }

// The first eight bytes, the first one highest.
std::uint64_t number_of(const Hash& hash) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | hash.bytes[i];
  return number;
}

std::vector<PlannedShare> shares_of(const CourseRow& row) {
  const Hash hash = hash_of("author/" + row.subject.value + "/" + row.id);
  const auto owner = number_of(hash) % kAuthors;
  if (hash.bytes[8] >= kSharedBelow) return {{author_label(owner), kAllBps}};
  const auto other = (owner + 1 + hash.bytes[9] % (kAuthors - 1)) % kAuthors;
  return {{author_label(owner), kOwnerShare}, {author_label(other), kAllBps - kOwnerShare}};
}

Slug slug_of(const CourseRow& row) {
  const auto words = slug_words(row.title, kMaxSlug - row.id.size() - 1);
  return {words.empty() ? "course-" + row.id : row.id + "-" + words};
}

bool is_before(const CourseRow& a, const CourseRow& b) {
  return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id;
}

// Largest remainders: paid courses get floor(subscribers · purchases / all subscribers of paid courses), and
// what is left goes one each to the largest remainders, the lower course id first. Free ones get the floor,
// by the same scale.
void apportion(std::vector<PlannedCourse>& courses, std::uint64_t purchases) {
  std::uint64_t subscribers = 0;
  for (const auto& course : courses) subscribers += is_free(course) ? 0 : course.row->subscribers;
  if (subscribers == 0) return;
  std::uint64_t given = 0;
  std::vector<std::pair<std::uint64_t, PlannedCourse*>> remainders;
  for (auto& course : courses) {
    const Wide scaled = static_cast<Wide>(course.row->subscribers) * purchases;
    course.takers = static_cast<std::uint64_t>(scaled / subscribers);
    if (is_free(course)) continue;
    given += course.takers;
    remainders.emplace_back(static_cast<std::uint64_t>(scaled % subscribers), &course);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; given < purchases; ++i, ++given) ++remainders[i].second->takers;
}

}  // namespace

CoursePlan plan_course_takers(const std::vector<CourseRow>& rows, std::uint64_t purchases) {
  CoursePlan plan;
  for (const auto* row : sorted(rows, is_before))
    plan.courses.push_back({row, slug_of(*row), shares_of(*row), 0, 0});
  apportion(plan.courses, purchases);
  // Enough learners that nobody needs to buy a course twice.
  plan.learners = purchases / kPurchasesPerLearner;
  for (const auto& course : plan.courses) {
    if (!is_free(course)) plan.learners = std::max(plan.learners, course.takers);
  }
  for (auto& course : plan.courses) {
    course.takers = std::min(course.takers, plan.learners);
    if (plan.learners > 0)
      course.first_taker = number_of(hash_of("takers/" + course.row->id)) % plan.learners;
  }
  return plan;
}

}  // namespace kula::cli::demo
