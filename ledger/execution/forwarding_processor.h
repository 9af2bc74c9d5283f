// A Processor that asks another one: a base for those that do something in addition, who then say only what
// they change.
#pragma once

#include "ledger/execution/processor.h"

namespace kula::execution {

class ForwardingProcessor : public Processor {
 public:
  // REQUIRES `to` outlives this.
  explicit ForwardingProcessor(const Processor& to) : to_(to) {}

  [[nodiscard]] std::optional<SenderState> sender(const state::StateView& state,
                                                  const types::Address& address) const override {
    return to_.sender(state, address);
  }
  [[nodiscard]] types::Receipt apply(state::Overlay& state, const BlockContext& block,
                                     const types::Transaction& transaction) const override {
    return to_.apply(state, block, transaction);
  }
  [[nodiscard]] std::optional<TimeMs> next_due(const state::StateView& state) const override {
    return to_.next_due(state);
  }
  [[nodiscard]] std::vector<types::JobReceipt> run_due(state::Overlay& state, const BlockContext& block,
                                                       std::size_t limit) const override {
    return to_.run_due(state, block, limit);
  }
  [[nodiscard]] types::ValidatorSet validator_set(const state::StateView& state) const override {
    return to_.validator_set(state);
  }
  [[nodiscard]] std::vector<types::NodeEntry> nodes(const state::StateView& state) const override {
    return to_.nodes(state);
  }
  [[nodiscard]] std::uint64_t member_count(const state::StateView& state, TimeMs at) const override {
    return to_.member_count(state, at);
  }
  [[nodiscard]] std::optional<types::Auth> member(const state::StateView& state, TimeMs at,
                                                  const types::Address& address) const override {
    return to_.member(state, at, address);
  }
  [[nodiscard]] types::JobReceipt recover(state::Overlay& state, const BlockContext& block,
                                          const types::RecoveryManifest& manifest) const override {
    return to_.recover(state, block, manifest);
  }
  [[nodiscard]] std::vector<IndexKey> index_keys(const types::Event& event) const override {
    return to_.index_keys(event);
  }

 private:
  const Processor& to_;
};

}  // namespace kula::execution
