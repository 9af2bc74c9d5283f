// schedule(context, due, job): puts a typed job into the queue. Included by .cpp files only.
#pragma once

#include "contracts/kernel/due_queue.h"
#include "ledger/codec/binary.h"

namespace kula::contracts {

// The job runs at the end of the first block with time >= due.
template <class J>
JobKey schedule(Context& context, TimeMs due, const J& job) {
  return schedule_bytes(context, due, {J::kNumber, codec::encode(job)});
}

}  // namespace kula::contracts
