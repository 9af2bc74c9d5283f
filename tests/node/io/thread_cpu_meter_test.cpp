#include "node/io/thread_cpu_meter.h"

#include <gtest/gtest.h>
#include <thread>

namespace kula::io {
namespace {

constexpr std::uint64_t kBusyUs = 2'000;

// Until the thread has worked at it for so long.
void work_at(const ThreadCpuMeter& meter, CpuPart part) {
  const auto until = meter.spent_us(part) + kBusyUs;
  do {
    const Metered metered(part);
  } while (meter.spent_us(part) < until);
}

TEST(ThreadCpuMeter, CountsWhatTheThreadWorksAtAndNotWhatItWaitsFor) {
  const ThreadCpuMeter meter;
  work_at(meter, CpuPart::tree);
  EXPECT_LT(meter.spent_us(CpuPart::execute), kBusyUs);
  const auto tree = meter.spent_us(CpuPart::tree);
  {
    const Metered execute(CpuPart::execute);
    std::thread other([] {
      const ThreadCpuMeter own;
      work_at(own, CpuPart::tree);
    });
    other.join();  // this thread waits
  }
  EXPECT_EQ(meter.spent_us(CpuPart::tree), tree) << "what another thread does is its own";
  EXPECT_LT(meter.spent_us(CpuPart::execute), kBusyUs);
}

TEST(ThreadCpuMeter, IsGoneWhenItEnds) {
  { const ThreadCpuMeter meter; }
  EXPECT_EQ(thread_cpu_meter, nullptr);
}

}  // namespace
}  // namespace kula::io
