// Timers as values: the machine names them, the engine runs them.
#pragma once

#include "ledger/types/certificate.h"

namespace kula::consensus {

enum class TimerKind : std::uint8_t {
  batch,        // R3: enough waited for more work
  proposal,     // R5: 3Δ without a proposal
  certificate,  // R5: 5Δ without a certificate
  tail,         // R12: an unfinalized tail is older than 3Δ
  answer,       // R5: 2Δ since certificates were asked for
  retry,        // R10: say it again
  clock,        // R13: the proposal's time is no longer ahead
};

struct Timer {
  TimerKind kind = TimerKind::batch;
  types::Epoch epoch;
  types::View view;
  bool operator==(const Timer&) const = default;
};

}  // namespace kula::consensus
