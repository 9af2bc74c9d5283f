#include "node/io/thread_cpu_meter.h"

#include <ctime>
#include <utility>

#include "ledger/base/check.h"

namespace kula::io {

namespace {

std::uint64_t thread_cpu_ns() {
  timespec time{};
  KULA_CHECK(::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0,
             "the system does not count the CPU time of threads");
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(time.tv_nsec);
}

}  // namespace

ThreadCpuMeter::ThreadCpuMeter() : since_ns_(thread_cpu_ns()) { thread_cpu_meter = this; }

ThreadCpuMeter::~ThreadCpuMeter() { thread_cpu_meter = nullptr; }

CpuPart ThreadCpuMeter::begin(CpuPart part) {
  const auto now_ns = thread_cpu_ns();
  spent_ns_[static_cast<std::size_t>(part_)] += now_ns - since_ns_;
  since_ns_ = now_ns;
  return std::exchange(part_, part);
}

std::uint64_t ThreadCpuMeter::spent_us(CpuPart part) const {
  return spent_ns_[static_cast<std::size_t>(part)] / 1000;
}

}  // namespace kula::io
