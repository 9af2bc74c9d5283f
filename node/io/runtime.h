// The event loop around an engine: real timers, verifiers and signals. One thread runs it all, but the
// verifiers'.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "node/engine/engine.h"
#include "node/io/clock.h"

namespace kula::io {

class Runtime final : public engine::Supervisor {
 public:
  // REQUIRES clock and log outlive this. verifier_threads >= 1.
  Runtime(Clock& clock, engine::Log& log, unsigned verifier_threads);
  ~Runtime() override;
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  [[nodiscard]] boost::asio::io_context& context();
  [[nodiscard]] engine::Timers& timers();
  [[nodiscard]] engine::SignatureVerifier& verifier();
  void failed(const std::string& message) override;

  // Starts the engine and runs until SIGTERM, SIGINT, stop() or a failure; `on_stop` is called once before
  // the grace time for answers under way begins. True when it ended as asked. REQUIRES the engine outlives
  // run().
  [[nodiscard]] bool run(engine::Engine& engine, const std::function<void()>& on_stop);
  void stop();  // from any thread
  // Why the engine gave up; empty when it did not.
  [[nodiscard]] const std::string& failure() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace kula::io
