// The queue of due work (C0.4): jobs ordered by due time, run at the end of blocks in bounded slices.
#pragma once

#include "contracts/kernel/context.h"

namespace kula::contracts {

// A job's bytes in the queue: the kind's number and its canonical bytes.
struct Job {
  std::uint16_t kind = 0;
  Bytes body;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("body", body));
  }
};

// Where a scheduled job is; keep it to cancel the job.
struct JobKey {
  TimeMs due;
  std::uint64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("due", due), codec::field("number", number));
  }
};

// A job that broke an invariant: rolled back, kept aside for people to look at. The chain goes on.
struct HaltedJob {
  TimeMs due;
  Job job;
  std::uint16_t code = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("due", due), codec::field("job", job), codec::field("code", code));
  }
};

struct JobCounter {
  std::uint64_t next = 1;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("next", next));
  }
};

// The number of a job, unique on the chain.
[[nodiscard]] std::uint64_t take_job_number(state::Overlay& state);
JobKey schedule_bytes(Context& context, TimeMs due, const Job& job);
// REQUIRES a job that is still in the queue, or was halted.
void cancel(Context& context, const JobKey& key);

}  // namespace kula::contracts
