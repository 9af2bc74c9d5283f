#include "node/engine/admission.h"

#include "ledger/base/check.h"

namespace kula::engine {

using api::ProblemCode;

void Admission::submit(const types::TransactionPointer& transaction, api::Wait wait, std::uint64_t timeout_ms,
                       const SubmitDone& done, const Now& now) {
  ++rooms_.metrics.submitted;
  // Single submissions may go beyond what batches fill, so that an importer does not lock people out.
  if (intake_.size() >= 2 * kMaxIntake || intake_bytes_ >= 2 * kMaxIntakeBytes) {
    done(
        fail(api::problem(ProblemCode::busy, "The node verifies as fast as it can: try again in a second.")));
    return;
  }
  const std::uint64_t deadline_ms = now.steady_ms + timeout_ms;
  const auto is_answered = std::make_shared<bool>(false);
  enter(
      transaction,
      [this, transaction, wait, deadline_ms, done, is_answered](const std::optional<api::Problem>& problem,
                                                                const Now& then) {
        const Admitted admitted =
            problem ? Admitted{Admitted::Kind::refused, *problem} : admit(transaction, then);
        if (*is_answered) {
          if (admitted.kind == Admitted::Kind::refused) ++rooms_.metrics.refused;
          if (admitted.kind == Admitted::Kind::refused && !rooms_.ledger.find(transaction->id())) {
            rooms_.outcomes.gone(transaction->id(), Gone::other_fault);
          }
          return;
        }
        *is_answered = true;
        answer(transaction->id(), admitted, wait, deadline_ms, done);
      },
      now);
  // Without a wait, only what is known at once is told.
  if (wait == api::Wait::none && !*is_answered) {
    *is_answered = true;
    done(api::SubmitResult{false, rooms_.statuses.pending(transaction->id())});
  }
  release(now);
  flush();
}

void Admission::answer(const types::TransactionId& id, const Admitted& admitted, api::Wait wait,
                       std::uint64_t deadline_ms, const SubmitDone& done) {
  if (admitted.kind == Admitted::Kind::refused || admitted.kind == Admitted::Kind::no_room) {
    ++rooms_.metrics.refused;
    done(fail(admitted.problem));
    return;
  }
  const bool duplicate = admitted.kind != Admitted::Kind::pending;
  if (wait != api::Wait::final || admitted.kind == Admitted::Kind::in_block) {
    done(api::SubmitResult{duplicate, rooms_.statuses.of(id, false)});
    return;
  }
  const bool waits =
      rooms_.outcomes.wait(id, deadline_ms, [this, id, duplicate, done](const Outcome& outcome) {
        if (outcome.kind == Outcome::Kind::final) {
          done(api::SubmitResult{duplicate, rooms_.statuses.final(outcome.block->block.header,
                                                                  outcome.block->receipts, outcome.index)});
        } else if (outcome.kind == Outcome::Kind::gone) {
          done(api::SubmitResult{duplicate, rooms_.statuses.gone(id, outcome.reason)});
        } else {
          done(api::SubmitResult{duplicate, rooms_.statuses.pending(id)});
        }
      });
  if (!waits) done(api::SubmitResult{duplicate, rooms_.statuses.pending(id)});
}

void Admission::offer(const types::TransactionList& transactions, const OfferDone& done, const Now& now) {
  for (const auto& transaction : transactions) {
    enter(
        transaction,
        [this, transaction, done](const std::optional<api::Problem>& problem, const Now& then) {
          if (problem) {
            const bool is_signed = problem->reason != to_string(execution::TransactionFault::bad_signature);
            return done(transaction, is_signed ? Offered::refused : Offered::badly_signed);
          }
          const Admitted admitted = admit(transaction, then);
          const bool is_early = admitted.kind == Admitted::Kind::refused &&
                                admitted.problem.reason == to_string(execution::TransactionFault::nonce_gap);
          if (admitted.kind == Admitted::Kind::no_room || is_early)
            return done(transaction, Offered::no_room);
          done(transaction, admitted.kind == Admitted::Kind::refused ? Offered::refused : Offered::taken);
        },
        now);
  }
  release(now);
  flush();
}

// Either finds out at once what comes of it, or puts it into the line of those that are being verified.
void Admission::enter(const types::TransactionPointer& transaction, Turn turn, const Now& now) {
  const auto& payload = transaction->payload();
  execution::SenderState sender;
  const auto problem = find_problem(payload, now, sender);
  if (problem || payload.nonce < sender.next_nonce) {
    turn(problem, now);
    return;
  }
  Entry entry{transaction, std::move(sender.auth), Entry::State::asked, std::move(turn)};
  if (rooms_.signatures.contains(*transaction, entry.auth)) {
    entry.state = Entry::State::good;
  } else {
    ++rooms_.metrics.signatures_requested;
    jobs_.push_back({first_token_ + intake_.size(), transaction, entry.auth});
  }
  ++ids_[transaction->id()];
  rooms_.known.insert(transaction);
  intake_bytes_ += transaction->bytes().size();
  intake_.push_back(std::move(entry));
}

void Admission::verified(const std::vector<Verdict>& verdicts, const Now& now) {
  for (const auto& verdict : verdicts) {
    KULA_CHECK(verdict.token >= first_token_ && verdict.token - first_token_ < intake_.size(),
               "a verdict on nothing that was asked; report this as a bug");
    auto& entry = intake_[verdict.token - first_token_];
    entry.state = verdict.is_signed ? Entry::State::good : Entry::State::bad;
    if (verdict.is_signed) rooms_.signatures.insert(*entry.transaction, entry.auth);
  }
  release(now);
  flush();
}

// In the order of submission: the first that is not verified yet holds back all behind it.
void Admission::release(const Now& now) {
  if (releasing_) return;
  releasing_ = true;
  do {
    while (!intake_.empty() && intake_.front().state != Entry::State::asked) take_turn(now);
    const bool has_much = intake_.size() + kIntakeRefill > kMaxIntake || intake_bytes_ >= kMaxIntakeBytes / 2;
    if (has_much) break;
    std::vector<std::uint64_t> numbers;
    for (const auto& [number, batch] : batches_) numbers.push_back(number);
    for (const auto number : numbers) feed(number, now);
  } while (!intake_.empty() && intake_.front().state != Entry::State::asked);
  releasing_ = false;
}

void Admission::take_turn(const Now& now) {
  const Entry entry = std::move(intake_.front());
  intake_.pop_front();
  intake_bytes_ -= entry.transaction->bytes().size();
  ++first_token_;
  if (--ids_[entry.transaction->id()] == 0) ids_.erase(entry.transaction->id());
  if (entry.state == Entry::State::good) {
    entry.turn(std::nullopt, now);
  } else {
    entry.turn(api::problem(ProblemCode::invalid, "The signatures are not those of the sender's keys.",
                            std::string(to_string(execution::TransactionFault::bad_signature))),
               now);
  }
}

// Chain, expiry and sender: what does not depend on the line of nonces.
std::optional<api::Problem> Admission::find_problem(const types::TransactionPayload& payload, const Now& now,
                                                    execution::SenderState& sender) const {
  const auto& tip = rooms_.ledger.tip();
  const execution::BlockContext block{rooms_.ledger.chain_id(), next(tip.height),
                                      std::max(now.wall, after(tip.time, 1))};
  const auto state = rooms_.ledger.state_after(rooms_.ledger.tip_id());
  KULA_CHECK(state != nullptr, "the state of the tip is missing; run `kulad tool verify --data-dir DIR`");
  const auto fault = execution::find_fault(rooms_.senders, *state, block, payload, sender);
  if (!fault) return std::nullopt;
  if (*fault == execution::TransactionFault::nonce_used || *fault == execution::TransactionFault::nonce_gap) {
    sender = *rooms_.senders.sender(*state, payload.sender);
    return std::nullopt;
  }
  std::string detail = "No block can hold this transaction.";
  if (*fault == execution::TransactionFault::unknown_sender) {
    detail = "There is no account with this address: a registrar opens one.";
  } else if (*fault == execution::TransactionFault::expired) {
    detail = "Its expiry has passed: sign it again with a later one.";
  } else if (*fault == execution::TransactionFault::expiry_too_far) {
    detail = "Its expiry is more than 24 hours ahead of the network's time.";
  } else if (*fault == execution::TransactionFault::wrong_chain) {
    detail = "It was signed for another chain; this one is " + rooms_.ledger.chain_id().text() + ".";
  }
  return api::problem(ProblemCode::invalid, std::move(detail), std::string(to_string(*fault)));
}

Admission::Admitted Admission::admit(const types::TransactionPointer& transaction, const Now& now) {
  execution::SenderState sender;
  if (auto problem = find_problem(transaction->payload(), now, sender)) {
    return {Admitted::Kind::refused, std::move(*problem)};
  }
  switch (rooms_.mempool.add(transaction, sender.next_nonce, now.steady_ms)) {
    case Mempool::Added::pooled:
    case Mempool::Added::waiting:
      rooms_.admitted(transaction);
      return {Admitted::Kind::pending, {}};
    case Mempool::Added::duplicate:
      return {Admitted::Kind::duplicate, {}};
    case Mempool::Added::nonce_taken:
      return {Admitted::Kind::refused,
              api::problem(ProblemCode::duplicate_nonce,
                           "Another transaction with this sender and nonce is pending: use a later nonce.")};
    case Mempool::Added::nonce_used:
      if (rooms_.ledger.find(transaction->id())) return {Admitted::Kind::in_block, {}};
      if (const auto first = rooms_.ledger.first_height(); first.value > 0) {
        return {Admitted::Kind::refused,
                api::problem(ProblemCode::history_unavailable,
                             "The nonce is used, perhaps by this very transaction in a block up to " +
                                 first.text() +
                                 ", which this node lacks: ask a node that has all before you sign another.",
                             "nonce_used")};
      }
      return {Admitted::Kind::refused,
              api::problem(ProblemCode::invalid,
                           "The account's next nonce is " + std::to_string(sender.next_nonce) + ".",
                           "nonce_used")};
    case Mempool::Added::nonce_gap:
      return {Admitted::Kind::refused,
              api::problem(ProblemCode::invalid,
                           "The account's next nonce is " + std::to_string(sender.next_nonce) +
                               ": send the transactions before this one first.",
                           "nonce_gap")};
    case Mempool::Added::sender_full:
      return {Admitted::Kind::no_room,
              api::problem(ProblemCode::busy, "The sender has " + std::to_string(kMaxPooledPerSender) +
                                                  " pending transactions: wait until one is final.")};
    case Mempool::Added::pool_full:
      break;
  }
  return {Admitted::Kind::no_room,
          api::problem(ProblemCode::busy, "The pool is full: try again in a second.")};
}

void Admission::flush() {
  if (jobs_.empty()) return;
  rooms_.verifier.verify(std::exchange(jobs_, {}));
}

}  // namespace kula::engine
