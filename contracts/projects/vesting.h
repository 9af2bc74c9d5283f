// From recorded to vested (C6.4): the one place that moves points between due, vested and struck.
#pragma once

#include "contracts/kernel/context.h"
#include "contracts/projects/records.h"

namespace kula::contracts::projects {

// A contribution with its place, as verbs change it.
struct NumberedContribution {
  Slug project;
  std::uint64_t number = 0;
  Contribution record;
};

// kProjectNotFound, kProjectNotActive, kContributionNotFound.
[[nodiscard]] Expected<NumberedContribution, Rejection> require_contribution(const Context& context,
                                                                             const Slug& project,
                                                                             std::uint64_t number);
void write(Context& context, const NumberedContribution& item);

// The challenge window begins now: pending until its end, and counted in the contributor's cap of this
// period. kContributorCap. The caller writes the record and schedules the batch.
[[nodiscard]] Outcome begin_window(Context& context, Contribution& record);
// One job for every kVestSlice of them, due at the end of the window that begins now.
void schedule_vesting(Context& context, const Slug& project, const std::vector<std::uint64_t>& numbers);

// Moves the points' due time. REQUIRES a pending or challenged contribution.
void move_due(Context& context, Contribution& record, TimeMs vests_at);
// The points become reputation in the period of `at`. REQUIRES a pending or challenged contribution; writes
// it.
void vest(Context& context, NumberedContribution& item, TimeMs at);
// The points never become reputation. REQUIRES a challenged contribution; writes it.
void strike(Context& context, NumberedContribution& item);

// The job at the end of a window: vests those of the batch that nobody has challenged.
struct VestBatch {
  static constexpr std::uint16_t kNumber = 0x0602;
  static constexpr std::string_view kName = "contributions_vest";
  Slug project;
  std::vector<std::uint64_t> numbers;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("numbers", numbers));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::projects
