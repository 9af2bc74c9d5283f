// What consensus asks for, performed in order (consensus/README.md).
#include "ledger/base/check.h"
#include "node/engine/engine.h"

namespace kula::engine {

namespace {

Gone gone_by(execution::TransactionFault fault) {
  switch (fault) {
    case execution::TransactionFault::nonce_used:
      return Gone::nonce_used;
    case execution::TransactionFault::nonce_gap:
      return Gone::nonce_gap;
    case execution::TransactionFault::expired:
      return Gone::expired;
    case execution::TransactionFault::bad_signature:
      return Gone::bad_signature;
    case execution::TransactionFault::wrong_chain:
    case execution::TransactionFault::unknown_sender:
    case execution::TransactionFault::expiry_too_far:
      break;
  }
  return Gone::other_fault;
}

std::string_view next_step(consensus::StopReason reason) {
  switch (reason) {
    case consensus::StopReason::wiped:
    case consensus::StopReason::key_used_elsewhere:
      return "make sure that no other machine uses this key, then run `kulad tool rejoin` on the data "
             "directory";
    case consensus::StopReason::divergence:
    case consensus::StopReason::breach:
    case consensus::StopReason::check_failed:
    case consensus::StopReason::ledger_behind:
      break;
  }
  return "run `kulad tool verify --data-dir DIR` before anything else";
}

// The block inside of an executed one, kept alive by it.
consensus::BlockPointer block_of(const ledger::ExecutedBlockPointer& executed) {
  return consensus::BlockPointer(executed, &executed->block);
}

}  // namespace

// Events are handed in one after the other, never from within: an answer waits until all outputs are
// performed.
void Engine::deliver(decltype(consensus::Event::what) what) {
  events_.push_back({now_.wall, std::move(what)});
  drain();
}

void Engine::drain() {
  if (draining_) return;
  draining_ = true;
  while (!events_.empty() && !is_over_) {
    const auto event = std::move(events_.front());
    events_.pop_front();
    perform_all(machine_.step(event));
  }
  draining_ = false;
}

void Engine::perform_all(const std::vector<consensus::Output>& outputs) {
  for (const auto& output : outputs) {
    if (is_over_) return;
    std::visit([this](const auto& one) { perform(one); }, output);
  }
}

void Engine::perform(const consensus::Persist& output) {
  KULA_CHECK(format_.has_value(), "consensus signs without a key; report this as a bug");
  ++metrics_.record_writes;
  if (!ports_.record.append(format_->batch(output.entries))) {
    give_up(
        "the signing record could not be written: nobody knows what is on the disk; check it, then start "
        "again");
  }
}

// What it leaves out, the ledger holds.
void Engine::perform(const consensus::RewriteRecord& output) {
  if (!finish_writing()) return;
  KULA_CHECK(format_.has_value(), "consensus signs without a key; report this as a bug");
  ++metrics_.record_writes;
  if (!ports_.record.replace(format_->whole_file(output.entries))) {
    give_up("the signing record could not be rewritten: check the disk, then start again");
  }
}

void Engine::perform(const consensus::Send& output) {
  const ConsensusMessage message{*output.message};
  if (!output.to) return peers_.broadcast(Lane::consensus, message);
  if (const auto peer = peers_.validator(*output.to)) peers_.send(*peer, Lane::consensus, message);
}

void Engine::perform(const consensus::CheckBlock& output) {
  fetcher_.forget(output.id);
  bodies_.check(output, now_);
}

void Engine::perform(const consensus::BuildBlock& output) {
  consensus::BlockBuilt answer{output.epoch, output.view, output.parent, nullptr};
  const bool is_wanted = output.required || (!stopping_ && work_on(output.parent) != consensus::Work::none);
  if (is_wanted) {
    types::TransactionList candidates;
    if (!output.empty && !stopping_) {
      candidates = mempool_.candidates(types::kMaxTransactionsPerBlock, types::kMaxBlockBytes,
                                       taken_up_to(output.parent));
    }
    const ledger::ProposalSeed seed{output.epoch, output.view, output.proposer,
                                    std::max(now_.wall, output.min_time)};
    const auto proposal = ledger_.propose(output.parent, seed, candidates, signatures_.check(metrics_));
    KULA_CHECK(proposal.has_value(),
               "consensus builds on a block that was not executed; report this as a bug");
    const auto& included = proposal->executed->block.transactions;
    const auto timed = next_timed_work(output.parent);
    if (output.required || !included.empty() || (timed && *timed <= now_.wall)) {
      answer.block = block_of(proposal->executed);
    }
    // On top of an executed block that is not final, "used" nonces may be those of its transactions.
    const bool on_tip = output.parent == ledger_.tip_id();
    for (const auto& [id, fault] : proposal->dropped) {
      const bool may_come_back =
          fault == execution::TransactionFault::nonce_used || fault == execution::TransactionFault::nonce_gap;
      if (on_tip || !may_come_back) drop(id, gone_by(fault));
    }
  }
  // It asks no more until work comes: the next sign of work is news again.
  if (answer.block == nullptr && watched_ == output.parent) told_work_ = consensus::Work::none;
  events_.push_back({now_.wall, answer});
}

// One block is written at a time: who executes faster than the disk writes waits here.
void Engine::perform(const consensus::Commit& output) {
  if (!finish_writing()) return;
  writing_ = ledger_.executed(output.id);
  KULA_CHECK(writing_ != nullptr, "consensus commits a block that was not executed; report this as a bug");
  {
    const Metered metered(CpuPart::commit);
    ports_.blocks.write(ledger_.begin_commit(output.id, output.finality));
  }
  // Among several, pools follow each other's tips: where one lags, a sender's next transactions find no room,
  // and what others sent after them comes first.
  if (ledger_.validator_set().size() > 1) finish_writing();
}

bool Engine::finish_writing() {
  if (writing_ != nullptr) end_commit(ports_.blocks.finish());
  return !is_over_;
}

void Engine::end_commit(const BlockWriter::Written& result) {
  KULA_CHECK(writing_ != nullptr, "a block was written that is not final; report this as a bug");
  const auto executed = std::exchange(writing_, nullptr);
  if (!result) {
    give_up("block " + executed->block.header.height.text() +
            " could not be stored: " + result.error().message + "; check the disk, then start again");
    return;
  }
  {
    const Metered metered(CpuPart::commit);
    ledger_.end_commit();
  }
  ++metrics_.blocks_committed;
  metrics_.transactions_final += executed->block.transactions.size();
  for (const auto& receipt : executed->receipts.transactions) {
    metrics_.transactions_rejected += receipt.code == types::kAccepted ? 0 : 1;
  }
  for (const auto& job : executed->receipts.jobs) {
    if (job.halted) {
      ports_.log.write(LogLevel::error,
                       "job " + std::to_string(job.job) + " broke an invariant and was halted");
    }
  }
  senders_.clear();
  look_at_nodes();
  const auto departed = mempool_.included(executed->block.transactions, now_.steady_ms);
  for (const auto& one : departed) outcomes_.gone(one.id, one.reason);
  outcomes_.block_final(*executed);
  ports_.log.write(LogLevel::debug, "block " + executed->block.header.height.text() + " is final with " +
                                        std::to_string(executed->block.transactions.size()) +
                                        " transactions");
  bodies_.committed();
  gossip_.resume();
  admission_.resume(now_);
}

// R8: no vote of the new epoch before the end of the old one is durable.
void Engine::perform(const consensus::OpenEpoch&) {
  if (!finish_writing()) return;
  const auto finality = ledger_.finality(ledger_.tip().height);
  KULA_CHECK(finality.has_value(),
             "the closing block has no finality proof; run `kulad tool verify --data-dir DIR`");
  look_at_nodes();
  events_.push_back({now_.wall, consensus::EpochOpened{ledger_.tip(), *finality, ledger_.validator_set()}});
}

std::optional<consensus::EpochRecovery> Engine::epoch_recovery() const {
  const auto epoch = ledger_.epoch();
  if (epoch.value == 0) return std::nullopt;
  const auto close = ledger_.epoch_close(types::Epoch{epoch.value - 1});
  if (!close || !close->recovery) return std::nullopt;
  return consensus::EpochRecovery{epoch, types::hash_of(close->recovery->recovery.manifest)};
}

// The operator of a validator says by `kulad tool recover` that it goes along; who only follows may go by
// what the members signed, since that proves itself.
bool Engine::adopt(const types::SignedRecovery& recovery) {
  if (!finish_writing()) return false;
  const auto& manifest = recovery.manifest;
  if (machine_.knows_later_final()) {
    ports_.log.write(LogLevel::error, "a recovery after height " + manifest.height.text() +
                                          " was refused: a later block is final here");
    return false;
  }
  if (const auto adopted = ledger_.adopt(recovery); !adopted) {
    const auto reason = ledger::text_of(adopted.error());
    if (adopted.error().fault == ledger::RecoveryFault::not_written) {
      give_up("the recovery after height " + manifest.height.text() + " could not be stored: " + reason +
              "; check the disk, then start again");
    } else {
      ports_.log.write(LogLevel::error,
                       "a recovery after height " + manifest.height.text() + " was refused: " + reason);
    }
    return false;
  }
  ports_.log.write(LogLevel::warning,
                   "THE CHAIN WAS RECOVERED by its members after height " + manifest.height.text() +
                       ", manifest " + types::hash_of(manifest).text() + ": epoch " + ledger_.epoch().text() +
                       " has " + std::to_string(manifest.next.size()) +
                       " validators; whoever holds later blocks of the old ones is on another chain");
  if (own_key_ && manifest.next.index_of(*own_key_)) {
    ports_.log.write(LogLevel::warning,
                     "this node is one of them, and votes when its operator has stopped it and run `kulad "
                     "tool rejoin --data-dir DIR`");
  }
  look_at_nodes();
  deliver(consensus::ChainRecovered{ledger_.tip(), ledger_.validator_set(), *epoch_recovery()});
  return true;
}

void Engine::perform(const consensus::FetchBlock& output) { fetcher_.fetch(output, now_); }

void Engine::perform(const consensus::FetchCertificates& output) {
  // A few at a time, others each time (R22): what comes twice is not verified twice.
  const CertificatesRequest question{machine_.epoch(), output.first, output.last};
  for (const auto& peer : peers_.some(kCertificateAskees)) peers_.send(peer, Lane::sync, question);
}

void Engine::perform(const consensus::SetTimer& output) { ports_.timers.set(output.timer, output.delay_ms); }

void Engine::perform(const consensus::CancelTimer& output) { ports_.timers.cancel(output.kind); }

void Engine::perform(const consensus::WatchWork& output) {
  watched_ = output.on;
  told_work_ = work_on(output.on);
  events_.push_back({now_.wall, consensus::WorkChanged{output.on, *told_work_}});
}

void Engine::perform(const consensus::Evidence& output) {
  const auto& validators = machine_.context()->set.validators;
  if (!evidence_.add(output, validators.at(output.first.validator).key)) return;
  ++metrics_.evidence;
  ports_.log.write(LogLevel::error, "validator " + std::to_string(output.first.validator) +
                                        " signed two votes that exclude each other in view " +
                                        output.first.subject.view.text());
}

void Engine::perform(const consensus::Stop& output) {
  give_up("consensus stopped: " + std::string(to_string(output.reason)) + "; " +
          std::string(next_step(output.reason)));
}

}  // namespace kula::engine
