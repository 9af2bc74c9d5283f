#include "ledger/base/cpu_meter.h"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace kula {
namespace {

class Listener final : public CpuMeter {
 public:
  Listener() { thread_cpu_meter = this; }
  ~Listener() override { thread_cpu_meter = nullptr; }
  CpuPart begin(CpuPart part) override {
    heard.push_back(part);
    return std::exchange(part_, part);
  }
  [[nodiscard]] std::uint64_t spent_us(CpuPart) const override { return 0; }
  std::vector<CpuPart> heard;

 private:
  CpuPart part_ = CpuPart::network;
};

TEST(CpuMeter, APartWithinAnotherPausesThatAndEndsWhereItBegan) {
  Listener listener;
  {
    const Metered engine(CpuPart::engine);
    {
      const Metered execute(CpuPart::execute);
      const Metered tree(CpuPart::tree);
    }
    const Metered commit(CpuPart::commit);
  }
  using enum CpuPart;
  EXPECT_EQ(listener.heard, (std::vector{engine, execute, tree, execute, engine, commit, engine, network}));
}

TEST(CpuMeter, IsNotMissedWhereThereIsNone) {
  ASSERT_EQ(thread_cpu_meter, nullptr);
  const Metered engine(CpuPart::engine);
  const Metered tree(CpuPart::tree);
}

}  // namespace
}  // namespace kula
