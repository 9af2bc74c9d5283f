// What the command line asks a node: node/api's structs over HttpClient, problems turned into errors of three
// lines.
#pragma once

#include <algorithm>
#include <functional>

#include "cli/http_client.h"
#include "ledger/codec/json_value.h"
#include "ledger/types/transaction.h"
#include "node/api/batch.h"
#include "node/api/chain.h"
#include "node/api/peers.h"
#include "node/api/transactions.h"

namespace kula::cli {

// The time by which a chain goes, as a node knows it: its clock's, which a block's may be ahead of.
[[nodiscard]] inline TimeMs clock_of(const api::ChainStatus& chain) {
  return std::max(chain.now, chain.time);
}

class NodeClient {
 public:
  [[nodiscard]] static Result<NodeClient> open(const std::string& url);

  [[nodiscard]] Result<api::ChainStatus> status(unsigned timeout_ms = 30'000);
  [[nodiscard]] Result<api::PeerList> peers();
  [[nodiscard]] Result<api::EvidenceList> evidence();
  // Address of nobody: not_found.
  [[nodiscard]] Result<api::AccountView> account(const types::Address& address);
  [[nodiscard]] Result<api::TransactionStatus> transaction(const types::TransactionId& id);
  [[nodiscard]] Result<api::SimulateResult> simulate(const types::Transaction& transaction);
  // Waits for finality up to `timeout_ms` unless `wait` says less.
  [[nodiscard]] Result<api::SubmitResult> submit(const types::Transaction& transaction, api::Wait wait,
                                                 unsigned timeout_ms);
  [[nodiscard]] Result<api::BatchResult> submit_batch(const std::vector<ByteView>& transactions,
                                                      unsigned timeout_ms);
  // The answer of a named query; parameters as text.
  [[nodiscard]] Result<codec::JsonValue> query(
      const std::string& name, const std::vector<std::pair<std::string, std::string>>& parameters);
  // How the chain cuts time into periods; nothing when the node does not say.
  [[nodiscard]] std::optional<PeriodRule> period_rule();
  // Any GET: the JSON document as it is.
  [[nodiscard]] Result<codec::JsonValue> get(const std::string& target);
  // Visits all rows of a table below a key prefix, page by page, at one height. False from `visit` stops.
  [[nodiscard]] Result<void> rows(const std::string& table, const std::vector<std::string>& key,
                                  const std::function<bool(const codec::JsonValue& row)>& visit);
  // Development networks. Clocks never go back, so that asking again changes nothing.
  [[nodiscard]] Result<api::DevAdvance> advance_to(TimeMs time, unsigned timeout_ms = 30'000);
  // Cuts the links to the peers of these names; none heals them all.
  [[nodiscard]] Result<void> partition(const std::vector<std::string>& peers, unsigned timeout_ms = 5'000);

 private:
  explicit NodeClient(HttpClient http) : http_(std::move(http)) {}
  template <class T>
  [[nodiscard]] Result<T> decoded(Result<HttpAnswer> answer);
  [[nodiscard]] Result<codec::JsonValue> checked(Result<HttpAnswer> answer);

  HttpClient http_;
};

}  // namespace kula::cli
