// The contracts as the ledger sees them: fills execution::Processor and execution::QueryService from a
// registry. Applying, running jobs: one thread; everything else: any.
#pragma once

#include "contracts/kernel/invariant.h"
#include "contracts/registry.h"

namespace kula::contracts {

class ContractProcessor final : public execution::Processor, public execution::QueryService {
 public:
  // With every module and every invariant.
  ContractProcessor();
  ContractProcessor(std::vector<Module> modules, std::vector<Invariant> invariants);

  [[nodiscard]] std::optional<execution::SenderState> sender(const state::StateView& state,
                                                             const types::Address& address) const override;
  [[nodiscard]] types::Receipt apply(state::Overlay& state, const execution::BlockContext& block,
                                     const types::Transaction& transaction) const override;
  [[nodiscard]] std::optional<TimeMs> next_due(const state::StateView& state) const override;
  [[nodiscard]] std::vector<types::JobReceipt> run_due(state::Overlay& state,
                                                       const execution::BlockContext& block,
                                                       std::size_t limit) const override;
  [[nodiscard]] types::ValidatorSet validator_set(const state::StateView& state) const override;
  [[nodiscard]] std::vector<types::NodeEntry> nodes(const state::StateView& state) const override;
  [[nodiscard]] std::uint64_t member_count(const state::StateView& state, TimeMs at) const override;
  [[nodiscard]] std::optional<types::Auth> member(const state::StateView& state, TimeMs at,
                                                  const types::Address& address) const override;
  [[nodiscard]] types::JobReceipt recover(state::Overlay& state, const execution::BlockContext& block,
                                          const types::RecoveryManifest& manifest) const override;
  [[nodiscard]] std::vector<execution::IndexKey> index_keys(const types::Event& event) const override;

  [[nodiscard]] codec::JsonValue describe() const override;
  [[nodiscard]] Expected<codec::JsonValue, execution::QueryError> query(
      std::string_view name, const codec::JsonValue& parameters,
      const execution::QueryContext& context) const override;
  [[nodiscard]] codec::JsonValue action_json(const types::Action& action) const override;
  [[nodiscard]] Expected<types::Action, std::string> action_from_json(
      const codec::JsonValue& json) const override;
  [[nodiscard]] codec::JsonValue event_json(const types::Event& event) const override;
  [[nodiscard]] codec::JsonValue code_json(std::uint16_t code) const override;
  [[nodiscard]] Expected<TableRange, execution::QueryError> table_range(
      std::string_view table, const std::vector<std::string>& key_parts) const override;
  [[nodiscard]] codec::JsonValue row_json(ByteView full_key, ByteView value) const override;
  [[nodiscard]] Bytes stable_row(ByteView full_key, ByteView value) const override;

  [[nodiscard]] const Registry& registry() const { return registry_; }
  // Every invariant over the whole state; the names of those that do not hold.
  [[nodiscard]] std::vector<std::string_view> broken_invariants(const state::StateView& state) const;

 private:
  struct Failure;
  [[nodiscard]] std::optional<Failure> run_actions(ActionContext& context,
                                                   const std::vector<types::Action>& actions) const;
  [[nodiscard]] bool invariants_hold(const state::Overlay& changes) const;

  // The policy of the state: decoded again only when its bytes are others. Valid until the next call.
  [[nodiscard]] const Policy& policy_of(const state::StateView& state) const;

  Registry registry_;
  std::vector<Invariant> invariants_;
  mutable Bytes policy_bytes_;
  mutable std::optional<Policy> policy_;
};

}  // namespace kula::contracts
