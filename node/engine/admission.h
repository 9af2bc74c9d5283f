// How transactions come in: parsed, verified on the pool of verifiers, then admitted to the mempool in the
// order in which they were submitted, singly or in batches. Judges validity only (C0.7); the outcome is the
// block's receipt.
#pragma once

#include <deque>
#include <functional>

#include "ledger/ledger.h"
#include "node/api/batch.h"
#include "node/api/problem.h"
#include "node/engine/cached_senders.h"
#include "node/engine/known_transactions.h"
#include "node/engine/outcomes.h"
#include "node/engine/ports.h"
#include "node/engine/signature_cache.h"
#include "node/engine/statuses.h"

namespace kula::engine {

class Admission {
 public:
  struct Rooms {
    const ledger::Ledger& ledger;
    CachedSenders& senders;
    Mempool& mempool;
    SignatureCache& signatures;
    Outcomes& outcomes;
    const Statuses& statuses;
    SignatureVerifier& verifier;
    Metrics& metrics;
    KnownTransactions& known;
    std::function<void(const types::TransactionPointer&)> admitted;  // told of each that entered the pool
  };
  // REQUIRES all rooms outlive this.
  explicit Admission(const Rooms& rooms) : rooms_(rooms) {}

  using SubmitDone = std::function<void(Expected<api::SubmitResult, api::Problem>)>;
  using BatchDone = std::function<void(Expected<api::BatchResult, api::Problem>)>;

  // `done` is called once, possibly from within.
  void submit(const types::TransactionPointer& transaction, api::Wait wait, std::uint64_t timeout_ms,
              const SubmitDone& done, const Now& now);
  // `body` in the form of node/api/batch.h. Wait::accepted is as none.
  void submit_batch(Bytes body, api::Wait wait, std::uint64_t timeout_ms, BatchDone done, const Now& now);

  // What a peer passes on. `no_room`: it may find some after the next block.
  enum class Offered : std::uint8_t { taken, refused, badly_signed, no_room };
  using OfferDone = std::function<void(const types::TransactionPointer&, Offered)>;
  // `done` is called once for each, possibly from within.
  void offer(const types::TransactionList& transactions, const OfferDone& done, const Now& now);

  void verified(const std::vector<Verdict>& verdicts, const Now& now);
  // After a commit, when the pool has room again.
  void resume(const Now& now);
  void sweep(const Now& now);

  [[nodiscard]] std::size_t intake() const { return intake_.size(); }
  [[nodiscard]] bool has_room() const {
    return intake_.size() < kMaxIntake && intake_bytes_ < kMaxIntakeBytes;
  }
  [[nodiscard]] bool is_idle() const { return intake_.empty() && batches_.empty(); }
  [[nodiscard]] bool holds(const types::TransactionId& id) const { return ids_.contains(id); }

 private:
  // What came of trying to put a verified transaction into the pool.
  struct Admitted {
    enum class Kind : std::uint8_t { pending, duplicate, in_block, refused, no_room };
    Kind kind = Kind::refused;
    api::Problem problem;  // refused, no_room
  };
  // Called when a transaction's turn has come: with a problem, or to admit it.
  using Turn = std::function<void(const std::optional<api::Problem>&, const Now&)>;
  struct Entry {
    types::TransactionPointer transaction;
    types::Auth auth;
    enum class State : std::uint8_t { asked, good, bad };
    State state = State::asked;
    Turn turn;
  };
  struct Batch {
    Bytes body;
    std::vector<ByteView> items;
    api::BatchResult result;
    std::uint64_t deadline_ms = 0;
    bool waits_final = false;
    BatchDone done;
    std::size_t next = 0;  // first item that has not been tried
    std::size_t in_intake = 0;
    std::size_t unresolved = 0;             // admitted, outcome awaited
    bool is_late = false;                   // the deadline has passed
    std::optional<std::size_t> blocked_at;  // the first item that found no room: it and all after it go again
  };

  void enter(const types::TransactionPointer& transaction, Turn turn, const Now& now);
  void release(const Now& now);
  void take_turn(const Now& now);
  void answer(const types::TransactionId& id, const Admitted& admitted, api::Wait wait,
              std::uint64_t deadline_ms, const SubmitDone& done);
  [[nodiscard]] Admitted admit(const types::TransactionPointer& transaction, const Now& now);
  [[nodiscard]] std::optional<api::Problem> find_problem(const types::TransactionPayload& payload,
                                                         const Now& now,
                                                         execution::SenderState& sender) const;
  void flush();

  void feed(std::uint64_t number, const Now& now);
  void item_turn(std::uint64_t number, std::size_t index, const types::TransactionPointer& transaction,
                 const std::optional<api::Problem>& problem, const Now& now);
  void item_resolved(std::uint64_t number, std::size_t index, const Outcome& outcome);
  void fill_final(api::BatchItem& item, const types::TransactionId& id) const;
  void finish_if_done(std::uint64_t number);

  Rooms rooms_;
  std::deque<Entry> intake_;
  std::size_t intake_bytes_ = 0;                  // of its transactions
  std::uint64_t first_token_ = 0;                 // of intake_.front()
  IdMap<types::TransactionId, std::size_t> ids_;  // how often each is in the intake
  std::vector<VerifyJob> jobs_;
  std::map<std::uint64_t, Batch> batches_;
  std::uint64_t batch_count_ = 0;
  bool releasing_ = false;
};

}  // namespace kula::engine
