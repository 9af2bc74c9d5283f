#include "contracts/kernel/due_queue.h"

#include "contracts/kernel/tables.h"

namespace kula::contracts {

JobKey schedule_bytes(Context& context, TimeMs due, Job job) {
  auto counter = kJobCounter.get_or_default(context.state);
  const JobKey key{due, counter.next++};
  kJobCounter.put(context.state, counter);
  kDueJobs.put(context.state, key.due, key.number, job);
  return key;
}

void cancel(Context& context, const JobKey& key) {
  KULA_CHECK(kDueJobs.contains(context.state, key.due, key.number),
             "a job was cancelled twice; report this as a bug");
  kDueJobs.erase(context.state, key.due, key.number);
}

}  // namespace kula::contracts
