// The event loop around an engine: real timers, verifiers and signals. One thread runs it all, but verifying
// and the writing of blocks.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "node/engine/engine.h"
#include "node/io/clock.h"

namespace kula::io {

enum class RunEnd : std::uint8_t {
  stopped,  // as asked
  failed,   // the engine gave up: failure()
  restart,  // another engine is to take its place: found_snapshot()
};

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
  [[nodiscard]] engine::BlockWriter& blocks();
  void failed(const std::string& message) override;
  void restart(std::optional<engine::FoundSnapshot> snapshot) override;

  // Starts the engine and runs until SIGTERM, SIGINT, a failure or a restart; `on_stop` is called
  // once before the grace time for answers under way begins. Once. REQUIRES the engine outlives run().
  [[nodiscard]] RunEnd run(engine::Engine& engine, const std::function<void()>& on_stop);
  // Why the engine gave up; empty when it did not.
  [[nodiscard]] const std::string& failure() const;
  // What the next engine fills its store from; nothing: it runs on what is there. After a restart, once.
  [[nodiscard]] std::optional<engine::FoundSnapshot> found_snapshot();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace kula::io
