// Threads that verify signatures, at a lower priority than the engine's: on a saturated machine every wake-up
// of the engine would otherwise wait for them.
#pragma once

#include <functional>
#include <memory>

#include "node/engine/ports.h"

namespace kula::io {

class VerificationPool final : public engine::SignatureVerifier {
 public:
  // `report` is called on the workers' threads: it hands the verdicts over to the engine's thread.
  using Report = std::function<void(std::vector<engine::Verdict>)>;
  // REQUIRES threads >= 1.
  VerificationPool(unsigned threads, Report report);
  // Waits for what is being verified; what has not been begun is forgotten.
  ~VerificationPool() override;

  // All of one call are for blocks, or none is.
  void verify(std::vector<engine::VerifyJob> jobs) override;

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace kula::io
