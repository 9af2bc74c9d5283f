#include "toy_processor.h"

#include "ledger/codec/binary.h"

namespace kula::ledger {

namespace {

void put_u64(Bytes& to, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

TimeMs due_of(ByteView key) {
  std::uint64_t due = 0;
  for (const std::uint8_t byte : key.subspan(2, 8)) due = due << 8 | byte;
  return TimeMs{due};
}

types::Event count(state::Overlay& state, const types::Address& address, std::uint8_t more) {
  Bytes row = state.get(counter_key(address)).value();
  row[1] = static_cast<std::uint8_t>(row[1] + more);
  types::Event event{kCounted, to_bytes(address.raw.view())};
  event.body.push_back(row[1]);
  state.put(counter_key(address), std::move(row));
  return event;
}

}  // namespace

Bytes table_prefix(std::uint16_t table) {
  return {static_cast<std::uint8_t>(table >> 8), static_cast<std::uint8_t>(table)};
}

state::StateKey counter_key(const types::Address& address) {
  Bytes key = table_prefix(kCounters);
  append(key, address.raw.view());
  return key;
}

state::StateKey note_key(std::string_view name) {
  Bytes key = table_prefix(kNotes);
  append(key, as_bytes(name));
  key.push_back(0);
  return key;
}

state::StateKey validator_key(std::uint8_t index) {
  Bytes key = table_prefix(kValidators);
  key.push_back(index);
  return key;
}

state::StateKey member_key(const types::Address& address) {
  Bytes key = table_prefix(kMembers);
  append(key, address.raw.view());
  return key;
}

std::optional<execution::SenderState> ToyProcessor::sender(const state::StateView& state,
                                                           const types::Address& address) const {
  const auto row = state.get(counter_key(address));
  if (!row) return std::nullopt;
  return execution::SenderState{row->at(0), {}};
}

types::Receipt ToyProcessor::apply(state::Overlay& state, const execution::BlockContext& block,
                                   const types::Transaction& transaction) const {
  const types::Address& sender = transaction.payload().sender;
  const types::Action& action = transaction.payload().actions.front();
  Bytes row = state.get(counter_key(sender)).value();
  ++row[0];
  state.put(counter_key(sender), row);
  types::Receipt receipt{transaction.id(), types::kAccepted, 0, {}};
  switch (action.kind) {
    case kAdd:
      receipt.events.push_back(count(state, sender, action.body.at(0)));
      break;
    case kSetNote: {
      const auto zero = std::find(action.body.begin(), action.body.end(), std::uint8_t{0});
      const std::string name(action.body.begin(), zero);
      state.put(note_key(name), Bytes(zero + 1, action.body.end()));
      break;
    }
    case kEraseNote:
      state.erase(note_key(as_text(action.body)));
      break;
    case kSchedule: {
      Bytes key = table_prefix(kDueJobs);
      put_u64(key, block.time.value + 1000 * std::uint64_t{action.body.at(0)});
      key.push_back(row[0]);
      state.put(std::move(key), to_bytes(sender.raw.view()));
      break;
    }
    case kAddValidator: {
      std::uint8_t index = 0;
      while (state.get(validator_key(index))) ++index;
      state.put(validator_key(index), action.body);
      break;
    }
    case kNoteParent:
      state.put(note_key("parent"), to_bytes(block.parent.view()));
      break;
    default:
      receipt.code = kFailed;
  }
  return receipt;
}

std::optional<TimeMs> ToyProcessor::next_due(const state::StateView& state) const {
  std::optional<TimeMs> due;
  state.scan(table_prefix(kDueJobs), {}, [&](ByteView key, ByteView) {
    due = due_of(key);
    return false;
  });
  return due;
}

std::vector<types::JobReceipt> ToyProcessor::run_due(state::Overlay& state,
                                                     const execution::BlockContext& block,
                                                     std::size_t limit) const {
  std::vector<std::pair<Bytes, types::Address>> due;
  state.scan(table_prefix(kDueJobs), {}, [&](ByteView key, ByteView value) {
    if (due_of(key) > block.time || due.size() == limit) return false;
    due.emplace_back(to_bytes(key), types::Address{*types::Address::BinaryForm::from_view(value)});
    return true;
  });
  std::vector<types::JobReceipt> receipts;
  for (auto& [key, address] : due) {
    receipts.push_back({key.back(), 1, due_of(key), false, {count(state, address, 1)}});
    state.erase(key);
  }
  return receipts;
}

types::ValidatorSet ToyProcessor::validator_set(const state::StateView& state) const {
  types::ValidatorSet set;
  state.scan(table_prefix(kValidators), {}, [&](ByteView, ByteView value) {
    set.validators.push_back({*crypto::PublicKey::from_view(value)});
    return true;
  });
  std::sort(set.validators.begin(), set.validators.end(),
            [](const types::Validator& a, const types::Validator& b) { return a.key < b.key; });
  return set;
}

std::uint64_t ToyProcessor::member_count(const state::StateView& state, TimeMs) const {
  const auto row = state.get(table_prefix(kMemberCount));
  return row ? row->at(0) : 0;
}

std::optional<types::Auth> ToyProcessor::member(const state::StateView& state, TimeMs,
                                                const types::Address& address) const {
  const auto row = state.get(member_key(address));
  return row ? std::optional(codec::decode<types::Auth>(*row).value()) : std::nullopt;
}

types::JobReceipt ToyProcessor::recover(state::Overlay& state, const execution::BlockContext& block,
                                        const types::RecoveryManifest& manifest) const {
  for (std::uint8_t index = 0; state.get(validator_key(index)); ++index) state.erase(validator_key(index));
  std::uint8_t place = 0;
  for (const auto& validator : manifest.next.validators)
    state.put(validator_key(place++), to_bytes(validator.key.view()));
  return {0, 2, block.time, false, {{kRecovered, {}}}};
}

std::vector<execution::IndexKey> ToyProcessor::index_keys(const types::Event& event) const {
  if (event.kind != kCounted) return {};
  return {{Bytes(event.body.begin(), event.body.begin() + 20)}, {{event.body.at(0)}}};
}

}  // namespace kula::ledger
