#include "contracts/courses/show.h"

#include "contracts/courses/courses.h"
#include "contracts/courses/ratings.h"
#include "contracts/courses/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::courses {

namespace {

struct CourseAnswer {
  Slug slug;
  Course course;
  RatingTotals rating;
  Sales sales;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("course", course), codec::field("rating", rating),
            codec::field("sales", sales));
  }
};

}  // namespace

Expected<codec::JsonValue, execution::QueryError> ShowCourse::run(
    const execution::QueryContext& context) const {
  auto course = find(context.state, slug);
  if (!course)
    return fail(execution::QueryError{execution::QueryError::Kind::not_found, "there is no such course"});
  return codec::to_json(CourseAnswer{slug, std::move(*course), rating_totals(context.state, slug),
                                     kSales.get_or_default(context.state, slug)});
}

}  // namespace kula::contracts::courses
