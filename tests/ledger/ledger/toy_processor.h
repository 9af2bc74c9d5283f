// Contracts small enough to be known by heart: accounts with a counter, notes, jobs and validators. What the
// ledger's tests judge it with.
#pragma once

#include "ledger/execution/processor.h"
#include "ledger/ledger.h"

namespace kula::ledger {

// Table numbers.
inline constexpr std::uint16_t kCounters = 1;     // address -> nonce (u8), counter (u8)
inline constexpr std::uint16_t kNotes = 2;        // text, zero -> any bytes
inline constexpr std::uint16_t kDueJobs = 3;      // due (u64), number (u8) -> address
inline constexpr std::uint16_t kValidators = 4;   // u8 -> validator key, in order
inline constexpr std::uint16_t kMembers = 5;      // address -> an Auth
inline constexpr std::uint16_t kMemberCount = 6;  // no key -> u8

[[nodiscard]] state::StateKey counter_key(const types::Address& address);
[[nodiscard]] state::StateKey note_key(std::string_view name);
[[nodiscard]] state::StateKey validator_key(std::uint8_t index);
[[nodiscard]] state::StateKey member_key(const types::Address& address);
[[nodiscard]] Bytes table_prefix(std::uint16_t table);

// Kinds of actions and their bodies. A transaction has one.
inline constexpr std::uint16_t kAdd = 1;        // u8: adds to the sender's counter
inline constexpr std::uint16_t kFail = 2;       // rejected with kFailed
inline constexpr std::uint16_t kSetNote = 3;    // name, zero, value
inline constexpr std::uint16_t kEraseNote = 4;  // name
inline constexpr std::uint16_t kSchedule =
    5;  // u8 seconds: adds 1 to the sender's counter once that has passed
inline constexpr std::uint16_t kAddValidator = 6;  // 32 bytes
inline constexpr std::uint16_t kNoteParent = 7;    // sets the note "parent" to the id of the block's parent

inline constexpr std::uint16_t kFailed = 77;
// The event of every change of a counter: address (20 bytes) and the new value (1 byte). Listed under the
// address, and under its first byte.
inline constexpr std::uint16_t kCounted = 9;
inline constexpr std::uint16_t kRecovered = 10;

class ToyProcessor final : public execution::Processor {
 public:
  std::optional<execution::SenderState> sender(const state::StateView& state,
                                               const types::Address& address) const override;
  types::Receipt apply(state::Overlay& state, const execution::BlockContext& block,
                       const types::Transaction& transaction) const override;
  std::optional<TimeMs> next_due(const state::StateView& state) const override;
  std::vector<types::JobReceipt> run_due(state::Overlay& state, const execution::BlockContext& block,
                                         std::size_t limit) const override;
  types::ValidatorSet validator_set(const state::StateView& state) const override;
  std::vector<types::NodeEntry> nodes(const state::StateView&) const override { return {}; }
  // Who has an Auth in kMembers, whatever the time.
  std::uint64_t member_count(const state::StateView& state, TimeMs at) const override;
  std::optional<types::Auth> member(const state::StateView& state, TimeMs at,
                                    const types::Address& address) const override;
  // Job 0, kind 2, with an event kRecovered of no content.
  types::JobReceipt recover(state::Overlay& state, const execution::BlockContext& block,
                            const types::RecoveryManifest& manifest) const override;
  std::vector<execution::IndexKey> index_keys(const types::Event& event) const override;
};

}  // namespace kula::ledger
