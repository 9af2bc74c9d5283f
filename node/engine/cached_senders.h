// A Processor that looks every sender up once per tip: admission asks about the same few senders again and
// again.
#pragma once

#include "ledger/execution/processor.h"
#include "node/engine/id_map.h"

namespace kula::engine {

class CachedSenders final : public execution::Processor {
 public:
  // REQUIRES `processor` outlives this.
  explicit CachedSenders(const execution::Processor& processor) : processor_(processor) {}
  // The state is another one now.
  void clear() { senders_.clear(); }

  // REQUIRES the same state at every call between two clear().
  [[nodiscard]] std::optional<execution::SenderState> sender(const state::StateView& state,
                                                             const types::Address& address) const override {
    if (const auto* known = senders_.find(address.raw)) return *known;
    return senders_[address.raw] = processor_.sender(state, address);
  }
  [[nodiscard]] types::Receipt apply(state::Overlay& state, const execution::BlockContext& block,
                                     const types::Transaction& transaction) const override {
    return processor_.apply(state, block, transaction);
  }
  [[nodiscard]] std::optional<TimeMs> next_due(const state::StateView& state) const override {
    return processor_.next_due(state);
  }
  [[nodiscard]] std::vector<types::JobReceipt> run_due(state::Overlay& state,
                                                       const execution::BlockContext& block,
                                                       std::size_t limit) const override {
    return processor_.run_due(state, block, limit);
  }
  [[nodiscard]] types::ValidatorSet validator_set(const state::StateView& state) const override {
    return processor_.validator_set(state);
  }
  [[nodiscard]] std::vector<types::NodeEntry> nodes(const state::StateView& state) const override {
    return processor_.nodes(state);
  }
  [[nodiscard]] std::uint64_t member_count(const state::StateView& state, TimeMs at) const override {
    return processor_.member_count(state, at);
  }
  [[nodiscard]] std::optional<types::Auth> member(const state::StateView& state, TimeMs at,
                                                  const types::Address& address) const override {
    return processor_.member(state, at, address);
  }
  [[nodiscard]] types::JobReceipt recover(state::Overlay& state, const execution::BlockContext& block,
                                          const types::RecoveryManifest& manifest) const override {
    return processor_.recover(state, block, manifest);
  }
  [[nodiscard]] std::vector<execution::IndexKey> index_keys(const types::Event& event) const override {
    return processor_.index_keys(event);
  }

 private:
  const execution::Processor& processor_;
  mutable IdMap<types::Address::BinaryForm, std::optional<execution::SenderState>> senders_;
};

}  // namespace kula::engine
