#include "node/io/runtime.h"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "ledger/base/check.h"
#include "node/io/block_writer.h"
#include "node/io/limits.h"
#include "node/io/thread_cpu_meter.h"
#include "node/io/verification_pool.h"

namespace kula::io {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

namespace {

constexpr std::size_t kTimerKinds = static_cast<std::size_t>(consensus::TimerKind::clock) + 1;
constexpr DurationMs kMaxDelayMs = 60 * kMinuteMs;  // an alarm further away is looked at again on the way

}  // namespace

struct Runtime::Parts final : engine::Timers {
  Parts(Clock& real_clock, engine::Log& a_log, unsigned threads)
      : clock(real_clock),
        log(a_log),
        alarm(context),
        grace(context),
        signals(context),
        pool(threads,
             [this](std::vector<engine::Verdict> verdicts) {
               asio::post(context, [this, verdicts = std::move(verdicts)] {
                 if (engine != nullptr) engine->signatures_verified(verdicts, clock.now());
               });
             }),
        blocks([this] { asio::post(context, [this] { tell_of_block(); }); }) {
    for (auto& timer : timers) timer = std::make_unique<asio::steady_timer>(context);
  }

  void set(const consensus::Timer& timer, DurationMs delay_ms) override {
    auto& one = *timers[static_cast<std::size_t>(timer.kind)];
    one.expires_after(std::chrono::milliseconds(std::min(delay_ms, kMaxDelayMs)));
    one.async_wait([this, timer](ErrorCode error) {
      if (!error && engine != nullptr) engine->timer_fired(timer, clock.now());
    });
  }
  void cancel(consensus::TimerKind kind) override { timers[static_cast<std::size_t>(kind)]->cancel(); }
  void wake_in(DurationMs delay_ms) override {
    alarm.expires_after(std::chrono::milliseconds(std::min(delay_ms, kMaxDelayMs)));
    alarm.async_wait([this](ErrorCode error) {
      if (!error && engine != nullptr) engine->wake(clock.now());
    });
  }

  void tell_of_block() {
    if (engine == nullptr) return;
    if (const auto written = blocks.take()) engine->block_written(*written, clock.now());
  }

  void begin_stop() {
    if (is_stopping) return;
    is_stopping = true;
    if (engine != nullptr) engine->stop();
    if (on_stop) on_stop();
    grace.expires_after(std::chrono::milliseconds(kStopGraceMs));
    grace.async_wait([this](ErrorCode) { context.stop(); });
  }

  Clock& clock;
  engine::Log& log;
  asio::io_context context{1};
  std::array<std::unique_ptr<asio::steady_timer>, kTimerKinds> timers;
  asio::steady_timer alarm;
  asio::steady_timer grace;
  asio::signal_set signals;
  engine::Engine* engine = nullptr;
  std::function<void()> on_stop;
  bool is_stopping = false;
  std::string failure;
  bool is_restart = false;
  std::optional<engine::FoundSnapshot> found_snapshot;
  // Last: their threads end before what they post to.
  VerificationPool pool;
  BlockWriterThread blocks;
};

Runtime::Runtime(Clock& clock, engine::Log& log, unsigned verifier_threads)
    : parts_(std::make_unique<Parts>(clock, log, verifier_threads)) {}
Runtime::~Runtime() = default;

asio::io_context& Runtime::context() { return parts_->context; }
engine::Timers& Runtime::timers() { return *parts_; }
engine::SignatureVerifier& Runtime::verifier() { return parts_->pool; }
engine::BlockWriter& Runtime::blocks() { return parts_->blocks; }

void Runtime::failed(const std::string& message) {
  parts_->failure = message;
  parts_->context.stop();
}

void Runtime::restart(std::optional<engine::FoundSnapshot> snapshot) {
  parts_->is_restart = true;
  parts_->found_snapshot = std::move(snapshot);
  parts_->context.stop();
}

RunEnd Runtime::run(engine::Engine& engine, const std::function<void()>& on_stop) {
  parts_->engine = &engine;
  parts_->on_stop = on_stop;
  ErrorCode error;
  parts_->signals.add(SIGTERM, error);
  parts_->signals.add(SIGINT, error);
  KULA_CHECK(!error, "signals cannot be caught; report this as a bug");
  parts_->signals.async_wait([parts = parts_.get()](ErrorCode failed, int) {
    if (failed) return;
    parts->log.write(engine::LogLevel::info, "stopping");
    parts->begin_stop();
  });
  asio::post(parts_->context, [parts = parts_.get()] { parts->engine->start(parts->clock.now()); });
  const ThreadCpuMeter meter;
  parts_->context.run();
  parts_->engine = nullptr;
  // Nobody is left to be told, but a store that failed is not closed as if it were whole.
  const auto last = parts_->blocks.settle();
  if (last && !*last && parts_->failure.empty())
    parts_->failure = "the last block could not be stored: " + last->error().message;
  if (!parts_->failure.empty()) return RunEnd::failed;
  // Whoever asked for an end before the restart gets the end.
  return parts_->is_restart && !parts_->is_stopping ? RunEnd::restart : RunEnd::stopped;
}

const std::string& Runtime::failure() const { return parts_->failure; }

std::optional<engine::FoundSnapshot> Runtime::found_snapshot() {
  return std::exchange(parts_->found_snapshot, std::nullopt);
}

}  // namespace kula::io
