// The clock behind ledger/base/cpu_meter.h: what the operating system counts for the thread.
#pragma once

#include <array>

#include "ledger/base/cpu_meter.h"

namespace kula::io {

// Measures the thread that makes it, for as long as it lives.
class ThreadCpuMeter final : public CpuMeter {
 public:
  ThreadCpuMeter();
  ~ThreadCpuMeter() override;
  CpuPart begin(CpuPart part) override;
  [[nodiscard]] std::uint64_t spent_us(CpuPart part) const override;

 private:
  std::array<std::uint64_t, kCpuParts> spent_ns_{};
  CpuPart part_ = CpuPart::network;
  std::uint64_t since_ns_;
};

}  // namespace kula::io
