// From a proposal's hashes to an executed block (CheckBlock): gathers the body from what is known here, asks
// peers for the rest, has the signatures verified on the pool, executes. Never waits: an answer that is not
// there yet is `unknown`, and another one follows. What peers give is checked against its hash, so a body
// cannot be wrong, only late. Engine's thread.
#pragma once

#include <functional>

#include "consensus/event.h"
#include "consensus/output.h"
#include "consensus/signer.h"
#include "ledger/ledger.h"
#include "node/engine/block_signatures.h"
#include "node/engine/gossip.h"
#include "node/engine/holders.h"
#include "node/engine/inquiry.h"
#include "node/engine/known_transactions.h"

namespace kula::engine {

class Bodies {
 public:
  using Answer = std::function<void(consensus::BlockChecked)>;
  struct Rooms {
    ledger::Ledger& ledger;
    KnownTransactions& known;
    const Gossip& gossip;
    BlockSignatures& signatures;
    SignatureCache& cache;
    const Holders& holders;
    Peers& peers;
    consensus::AuxiliaryRandom& random;
    Log& log;
    Metrics& metrics;
    Answer answer;  // may be called from within every function below
  };
  // REQUIRES all rooms outlive this.
  explicit Bodies(Rooms rooms) : rooms_(std::move(rooms)) {}

  void check(const consensus::CheckBlock& request, const Now& now);
  void receive(const PeerId& peer, const BodyAnswer& message, const Now& now);
  // Asks again whoever is due.
  void tick(const Now& now);
  // What is not above the tip will not be asked for again.
  void committed();
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock
  [[nodiscard]] std::size_t size() const { return gatherings_.size(); }

 private:
  struct Question {
    std::uint64_t nonce = 0;
    std::vector<std::uint32_t> indices;
  };
  struct Gathering {
    consensus::CheckBlock request;
    types::TransactionList transactions;  // null where missing
    std::vector<std::uint32_t> missing;
    Inquiry inquiry;
    std::deque<Question> questions;
    std::uint64_t number = 0;  // in order of arrival
    bool is_verifying = false;
  };

  [[nodiscard]] Gathering& begin(const consensus::CheckBlock& request);
  // The body from what is known; false while parts are missing, and then peers are asked.
  [[nodiscard]] bool gather(Gathering& gathering, const Now& now);
  void ask(Gathering& gathering, const Now& now);
  void verify(const types::BlockId& id);
  void execute(const types::BlockId& id);

  Rooms rooms_;
  std::map<types::BlockId, Gathering> gatherings_;
  std::uint64_t count_ = 0;
};

}  // namespace kula::engine
