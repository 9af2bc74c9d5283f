// Contracts that a test can foretell: every account has a counter; actions add to it, are refused, or add
// later.
#pragma once

#include "ledger/execution/query.h"

namespace kula::tests {

inline constexpr std::uint16_t kToyAccounts = 1;  // address -> ToyAccount
inline constexpr std::uint16_t kToyJobs = 2;      // due, number -> address
inline constexpr std::uint16_t kToyRules = 3;     // 0 -> ToyRules, once somebody has changed them
inline constexpr std::uint16_t kToyMembers = 4;   // 0 -> how many accounts there are

inline constexpr std::uint16_t kAdd = 1;     // ToyAdd
inline constexpr std::uint16_t kRefuse = 2;  // rejected with kToyRefused
inline constexpr std::uint16_t kLater = 3;   // ToyLater: the counter grows by one once the time has come
inline constexpr std::uint16_t kRotate = 4;  // an Auth
inline constexpr std::uint16_t kRule = 5;    // ToyRules: who validates, and which nodes there are
inline constexpr std::uint16_t kToyRefused = 77;
inline constexpr std::uint16_t kCounted = 9;  // event: the counter's new value

struct ToyAccount {
  types::Auth auth;
  std::uint64_t nonce = 0;
  std::uint64_t counter = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("auth", auth), codec::field("nonce", nonce), codec::field("counter", counter));
  }
};

struct ToyRules {
  types::ValidatorSet set;
  std::vector<types::NodeEntry> nodes;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("set", set), codec::field("nodes", nodes));
  }
};

class ToyContracts final : public execution::Processor, public execution::QueryService {
 public:
  explicit ToyContracts(types::ValidatorSet set, std::vector<types::NodeEntry> nodes = {})
      : rules_{std::move(set), std::move(nodes)} {}

  std::optional<execution::SenderState> sender(const state::StateView& state,
                                               const types::Address& address) const override;
  types::Receipt apply(state::Overlay& state, const execution::BlockContext& block,
                       const types::Transaction& transaction) const override;
  std::optional<TimeMs> next_due(const state::StateView& state) const override;
  std::vector<types::JobReceipt> run_due(state::Overlay& state, const execution::BlockContext& block,
                                         std::size_t limit) const override;
  types::ValidatorSet validator_set(const state::StateView& state) const override;
  std::vector<types::NodeEntry> nodes(const state::StateView& state) const override;
  // Every account of the genesis is a member.
  std::uint64_t member_count(const state::StateView& state, TimeMs at) const override;
  std::optional<types::Auth> member(const state::StateView& state, TimeMs at,
                                    const types::Address& address) const override;
  types::JobReceipt recover(state::Overlay& state, const execution::BlockContext& block,
                            const types::RecoveryManifest& manifest) const override;
  std::vector<execution::IndexKey> index_keys(const types::Event& event) const override;

  codec::JsonValue describe() const override;
  Expected<codec::JsonValue, execution::QueryError> query(
      std::string_view name, const codec::JsonValue& parameters,
      const execution::QueryContext& context) const override;
  codec::JsonValue action_json(const types::Action& action) const override;
  Expected<types::Action, std::string> action_from_json(const codec::JsonValue& json) const override;
  codec::JsonValue event_json(const types::Event& event) const override;
  codec::JsonValue code_json(std::uint16_t code) const override;
  Expected<TableRange, execution::QueryError> table_range(
      std::string_view table, const std::vector<std::string>& key_parts) const override;
  codec::JsonValue row_json(ByteView full_key, ByteView value) const override;
  Bytes stable_row(ByteView full_key, ByteView value) const override;

 private:
  ToyRules rules_;  // of the genesis
};

// The state in which these accounts exist.
[[nodiscard]] state::Writes toy_state(const std::vector<types::Auth>& accounts);
[[nodiscard]] types::Action add(std::uint64_t amount);
[[nodiscard]] types::Action refuse();
[[nodiscard]] types::Action later(TimeMs due);
[[nodiscard]] types::Action rotate(const types::Auth& auth);
[[nodiscard]] types::Action rule(const ToyRules& rules);

}  // namespace kula::tests
