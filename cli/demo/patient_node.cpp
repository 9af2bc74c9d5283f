#include "cli/demo/patient_node.h"

#include <unistd.h>

namespace kula::cli::demo {

namespace {
constexpr std::uint64_t kPatienceMs = 120'000;
constexpr std::uint64_t kToldEveryMs = 10'000;
constexpr std::uint64_t kPauseMs = 500;
}  // namespace

bool PatientNode::is_passing(const Error& error) {
  return is_silence(error) || error.code == "busy" || error.code == "stopping";
}

void PatientNode::pause() { static_cast<void>(::usleep(kPauseMs * 1000)); }

bool PatientNode::wait_longer(TimeMs since) {
  const auto waited = wall_clock().value - since.value;
  if (waited >= kPatienceMs) return false;
  if (waited % kToldEveryMs < kPauseMs) {
    print_note("the node does not answer; waiting, " + std::to_string((kPatienceMs - waited) / 1000) +
               " s more");
  }
  pause();
  return true;
}

}  // namespace kula::cli::demo
