// What people ask about projects and points.
#pragma once

#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/execution/query.h"
#include "ledger/types/address.h"

namespace kula::contracts::projects {

// The project's record, its members in office, and the points recorded in the open period with their budget.
struct ProjectShow {
  static constexpr std::string_view kName = "project.show";
  static constexpr std::string_view kSummary = "A project, its members and its budget";
  Slug project;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

// An account's points as of the tip: in all, trailing (C5.1), still in their window, and by period.
struct PointsOf {
  static constexpr std::string_view kName = "points.of";
  static constexpr std::string_view kSummary = "An account's points: vested, awarded, struck and pending";
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account));
  }
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> run(
      const execution::QueryContext& context) const;
};

}  // namespace kula::contracts::projects
