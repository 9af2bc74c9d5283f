#include "consensus/machine.h"

#include "ledger/base/check.h"

namespace kula::consensus {

std::string_view to_string(StopReason reason) {
  switch (reason) {
    case StopReason::divergence:
      return "a notarized block executes differently here";
    case StopReason::breach:
      return "two certificates exclude each other";
    case StopReason::check_failed:
      return "a block could not be executed because the disk failed";
    case StopReason::wiped:
      return "the signing record lacks a vote that this validator has given";
    case StopReason::ledger_behind:
      return "the signing record knows of final blocks that the ledger has lost";
    case StopReason::key_used_elsewhere:
      return "the consensus key votes from another place too";
  }
  return "unknown reason";
}

const std::optional<types::Certificate>& ViewState::certificate(types::VoteKind kind) const {
  if (kind == types::VoteKind::notarize) return notarization;
  return kind == types::VoteKind::nullify ? nullification : finalization;
}

std::optional<types::Certificate>& ViewState::certificate(types::VoteKind kind) {
  return const_cast<std::optional<types::Certificate>&>(std::as_const(*this).certificate(kind));
}

const types::BlockId* ViewState::certified_block() const {
  const auto* certificate = block_certificate();
  return certificate == nullptr ? nullptr : &certificate->subject.block;
}

const types::Certificate* ViewState::block_certificate() const {
  if (finalization) return &*finalization;
  return notarization ? &*notarization : nullptr;
}

Machine::Machine(const MachineConfig& config, std::optional<Signer> signer)
    : config_(config), signer_(std::move(signer)) {}

std::vector<Output> Machine::step(const Event& event) {
  const bool is_start = std::holds_alternative<Started>(event.what);
  if (stopped_ || is_start == (context_ != nullptr))
    return {};  // before Started, after Stop, or started twice
  // Between two epochs there is nothing to do; what is missed will be said again (R10).
  if (opening_ != std::holds_alternative<EpochOpened>(event.what)) return {};
  now_ = event.now;
  std::visit([this](const auto& what) { on(what); }, event.what);
  advance();
  if (!stopped_ && !opening_) {
    watch_work();
    set_timers();
  }
  return take_outputs();
}

std::vector<Output> Machine::take_outputs() {
  auto result = std::exchange(out_, {});
  if (!signer_) return result;
  // R8: whatever was signed in this step is durable before anything of it leaves.
  if (auto entries = signer_->take_new_entries(); !entries.empty()) {
    result.insert(result.begin(), Persist{std::move(entries)});
  }
  const bool committed = std::exchange(committed_, false);
  if (committed && !stopped_ && signer_->is_worth_rewriting(config_.record_rewrite_bytes)) {
    result.push_back(RewriteRecord{signer_->rewritten()});
  }
  return result;
}

void Machine::send(Message message) {
  out_.push_back(Send{std::nullopt, std::make_shared<const Message>(std::move(message))});
}

void Machine::stop(StopReason reason) {
  if (stopped_) return;
  stopped_ = true;
  out_.push_back(Stop{reason});
}

}  // namespace kula::consensus
