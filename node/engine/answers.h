// Questions about the committed chain: blocks, accounts, tables, queries, proofs, simulations. Each answer is
// about one height and names it. Changes nothing. Engine's thread.
#pragma once

#include "ledger/codec/json_value.h"
#include "node/api/chain.h"
#include "node/api/problem.h"
#include "node/api/tables.h"
#include "node/engine/ports.h"
#include "node/engine/statuses.h"

namespace kula::engine {

template <class T>
using Answer = Expected<T, api::Problem>;

class Answers {
 public:
  // REQUIRES all outlive this.
  Answers(const ledger::Ledger& ledger, const Contracts& contracts, const Mempool& mempool,
          const Statuses& statuses)
      : ledger_(ledger), contracts_(contracts), mempool_(mempool), statuses_(statuses) {}

  // Heights: nothing means the tip.
  [[nodiscard]] Answer<api::BlockView> block(std::optional<Height> height) const;
  [[nodiscard]] Answer<api::HeaderView> header(std::optional<Height> height) const;
  // The genesis block has none: it is what a verifier starts from.
  [[nodiscard]] Answer<types::FinalityProof> certificate(std::optional<Height> height) const;
  [[nodiscard]] Answer<api::ReceiptsView> receipts(std::optional<Height> height) const;

  [[nodiscard]] Answer<api::AccountView> account(const types::Address& address) const;
  [[nodiscard]] Answer<api::QueryAnswer> query(std::string_view name, const codec::JsonValue& parameters,
                                               std::optional<Height> at) const;
  // Kinds, codes, tables, events and queries, as the contracts describe themselves.
  [[nodiscard]] codec::JsonValue schema() const { return contracts_.queries.describe(); }

  // A row when all parts of its key are given.
  [[nodiscard]] Answer<bool> is_whole_key(std::string_view table,
                                          const std::vector<std::string>& key_parts) const;
  [[nodiscard]] Answer<api::RowView> row(std::string_view table, const std::vector<std::string>& key_parts,
                                         std::optional<Height> at, bool with_proof) const;
  // Else the rows whose key begins so. A cursor carries its height; REQUIRES 1 <= limit <= kMaxPageRows.
  [[nodiscard]] Answer<api::PageView> page(std::string_view table, const std::vector<std::string>& key_parts,
                                           std::optional<Height> at, std::size_t limit,
                                           const std::optional<std::string>& cursor) const;

  // Applied to the tip's state on an overlay that is thrown away. Signatures are not looked at.
  [[nodiscard]] Answer<api::SimulateResult> simulate(const types::TransactionPointer& transaction,
                                                     const Now& now) const;
  [[nodiscard]] api::DigestView digest() const;

  // node/api/transaction_json.h, with the contracts' readable form.
  [[nodiscard]] Answer<types::TransactionPointer> transaction_from_json(const codec::JsonValue& json,
                                                                        bool with_signatures) const;

 private:
  [[nodiscard]] Answer<types::BlockHeader> header_at(std::optional<Height> height) const;
  // Why a block, its receipts or its state cannot be told although the chain has reached it.
  [[nodiscard]] api::Problem missing(Height height) const;
  struct StateAt {
    types::BlockHeader header;
    std::unique_ptr<state::StateView> state;
  };
  [[nodiscard]] Answer<StateAt> state_at(std::optional<Height> height) const;

  const ledger::Ledger& ledger_;
  Contracts contracts_;
  const Mempool& mempool_;
  const Statuses& statuses_;
};

// Why bytes are no transaction, for people.
[[nodiscard]] api::Problem problem_of(types::Transaction::Error error);

}  // namespace kula::engine
