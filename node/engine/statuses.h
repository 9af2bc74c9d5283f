// What this node can say about a transaction.
#pragma once

#include "ledger/ledger.h"
#include "node/api/chain.h"
#include "node/engine/outcomes.h"

namespace kula::engine {

// The contracts, as the engine knows them.
struct Contracts {
  const execution::Processor& processor;
  const execution::QueryService& queries;
};

struct CodeText {
  std::string name;
  std::string advice;
};

class Statuses {
 public:
  // REQUIRES all outlive this.
  Statuses(const ledger::Ledger& ledger, const Contracts& contracts, const Mempool& mempool,
           const Outcomes& outcomes)
      : ledger_(ledger), contracts_(contracts), mempool_(mempool), outcomes_(outcomes) {}

  // `in_intake`: it is being verified.
  [[nodiscard]] api::TransactionStatus of(const types::TransactionId& id, bool in_intake) const;
  [[nodiscard]] api::TransactionStatus pending(const types::TransactionId& id) const;
  [[nodiscard]] api::TransactionStatus gone(const types::TransactionId& id, Gone reason) const;
  [[nodiscard]] api::TransactionStatus final(const types::BlockHeader& header,
                                             const types::BlockReceipts& receipts, std::size_t index) const;
  [[nodiscard]] CodeText code(std::uint16_t code) const;
  // Events as the API shows them; `first_index` of the block's events.
  [[nodiscard]] std::vector<api::EventView> events(const std::vector<types::Event>& events, Height height,
                                                   std::size_t first_index) const;

 private:
  const ledger::Ledger& ledger_;
  Contracts contracts_;
  const Mempool& mempool_;
  const Outcomes& outcomes_;
};

}  // namespace kula::engine
