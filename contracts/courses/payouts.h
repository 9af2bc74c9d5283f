// course.payouts: what each sale of a course brought, to whom.
#pragma once

#include <optional>

#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/execution/query.h"

namespace kula::contracts::courses {

// {course, title, totals, sales: [...], next}: sales by number after `after`, at most `limit` (100 when
// missing, at most kMaxPage); `next` is what to give as `after` for the rest, or null. A held sale shows its
// parts as they would be paid now and `pending_until`; one that went back has no parts.
struct CoursePayouts {
  static constexpr std::string_view kName = "course.payouts";
  static constexpr std::string_view kSummary =
      "Per sale of a course: price, shares of pools, projects and co-authors";
  Slug slug;
  std::optional<std::uint64_t> after;
  std::optional<std::uint32_t> limit;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("after", after), codec::field("limit", limit));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::courses
