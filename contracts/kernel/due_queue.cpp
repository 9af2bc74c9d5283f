#include "contracts/kernel/due_queue.h"

#include "contracts/kernel/tables.h"

namespace kula::contracts {

std::uint64_t take_job_number(state::Overlay& state) {
  auto counter = kJobCounter.get_or_default(state);
  const auto number = counter.next++;
  kJobCounter.put(state, counter);
  return number;
}

JobKey schedule_bytes(Context& context, TimeMs due, const Job& job) {
  const JobKey key{due, take_job_number(context.state)};
  kDueJobs.put(context.state, key.due, key.number, job);
  return key;
}

void cancel(Context& context, const JobKey& key) {
  // A job that was halted is set aside for people to look at; what it was for may end all the same.
  if (kHaltedJobs.contains(context.state, key.number)) return;
  KULA_CHECK(kDueJobs.contains(context.state, key.due, key.number),
             "a job was cancelled twice; report this as a bug");
  kDueJobs.erase(context.state, key.due, key.number);
}

}  // namespace kula::contracts
