// course.show: a course with its rating and its sales.
#pragma once

#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/execution/query.h"

namespace kula::contracts::courses {

// {slug, course, rating: {count, stars}, sales}; members as in the tables of these names.
struct ShowCourse {
  static constexpr std::string_view kName = "course.show";
  static constexpr std::string_view kSummary = "A course, its rating and its sales";
  Slug slug;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::courses
