// Where a thread's CPU time goes, for operators and benchmarks. Nothing may depend on what it says: without a
// meter, as in tests, all is the same. The clock is node/io's (thread_cpu_meter.h).
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula {

// Of the thread that runs the engine; verifying and storing are threads of their own.
enum class CpuPart : std::uint8_t {
  network,  // sockets, TLS, HTTP and its answers, the event loop: whatever is none of the others
  engine,   // consensus, admission, pools, gossip
  execute,  // blocks' transactions, receipts
  tree,     // the state tree
  commit,   // final blocks: caches; where one thread does all, the store too
};
inline constexpr std::size_t kCpuParts = 5;

class CpuMeter {
 public:
  CpuMeter() = default;
  CpuMeter(const CpuMeter&) = delete;
  CpuMeter& operator=(const CpuMeter&) = delete;
  virtual ~CpuMeter() = default;
  // From now on time is this part's; what it was before.
  virtual CpuPart begin(CpuPart part) = 0;
  [[nodiscard]] virtual std::uint64_t spent_us(CpuPart part) const = 0;
};

// The running thread's, if it has one. Whoever sets it takes it away before it ends.
inline thread_local CpuMeter* thread_cpu_meter = nullptr;

// While it lives, time is this part's; a part within another pauses that.
class Metered {
 public:
  explicit Metered(CpuPart part)
      : meter_(thread_cpu_meter), outer_(meter_ == nullptr ? part : meter_->begin(part)) {}
  ~Metered() {
    if (meter_ != nullptr) meter_->begin(outer_);
  }
  Metered(const Metered&) = delete;
  Metered& operator=(const Metered&) = delete;

 private:
  CpuMeter* const meter_;
  const CpuPart outer_;
};

}  // namespace kula
