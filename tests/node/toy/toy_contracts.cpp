#include "tests/node/toy/toy_contracts.h"

#include "ledger/codec/json.h"
#include "ledger/state/table.h"

namespace kula::tests {

namespace {

const state::Table<ToyAccount, types::Address> kAccounts{kToyAccounts, "accounts"};
const state::Table<types::Address, std::uint64_t, std::uint64_t> kJobs{kToyJobs, "jobs"};
const state::Table<ToyRules, std::uint8_t> kRules{kToyRules, "rules"};
const state::Table<std::uint64_t, std::uint8_t> kMembers{kToyMembers, "members"};

types::Event counted(std::uint64_t value) { return {kCounted, codec::encode(value)}; }

}  // namespace

std::optional<execution::SenderState> ToyContracts::sender(const state::StateView& state,
                                                           const types::Address& address) const {
  const auto account = kAccounts.get(state, address);
  if (!account) return std::nullopt;
  return execution::SenderState{account->nonce, account->auth};
}

types::Receipt ToyContracts::apply(state::Overlay& state, const execution::BlockContext&,
                                   const types::Transaction& transaction) const {
  types::Receipt receipt{transaction.id(), types::kAccepted, 0, {}};
  const auto& payload = transaction.payload();
  auto account = *kAccounts.get(state, payload.sender);
  ++account.nonce;
  const auto refused = account;
  for (const auto& action : payload.actions) {
    if (action.kind == kAdd) {
      account.counter += codec::decode<std::uint64_t>(action.body).value_or(0);
      receipt.events.push_back(counted(account.counter));
    } else if (action.kind == kLater) {
      kJobs.put(state, codec::decode<std::uint64_t>(action.body).value_or(0), account.nonce, payload.sender);
    } else if (action.kind == kRotate) {
      account.auth = *codec::decode<types::Auth>(action.body);
    } else if (action.kind == kRule) {
      kRules.put(state, std::uint8_t{0}, *codec::decode<ToyRules>(action.body));
    } else {
      receipt = {transaction.id(), kToyRefused, 0, {}};
      kAccounts.put(state, payload.sender, refused);
      return receipt;
    }
  }
  kAccounts.put(state, payload.sender, account);
  return receipt;
}

std::optional<TimeMs> ToyContracts::next_due(const state::StateView& state) const {
  std::optional<TimeMs> due;
  kJobs.scan(state, [&](const auto& key, const types::Address&) {
    due = TimeMs{std::get<0>(key)};
    return false;
  });
  return due;
}

std::vector<types::JobReceipt> ToyContracts::run_due(state::Overlay& state,
                                                     const execution::BlockContext& block,
                                                     std::size_t limit) const {
  std::vector<std::pair<std::tuple<std::uint64_t, std::uint64_t>, types::Address>> due;
  kJobs.scan(state, [&](const auto& key, const types::Address& address) {
    if (std::get<0>(key) > block.time.value || due.size() == limit) return false;
    due.emplace_back(key, address);
    return true;
  });
  std::vector<types::JobReceipt> receipts;
  for (const auto& [key, address] : due) {
    auto account = *kAccounts.get(state, address);
    ++account.counter;
    kAccounts.put(state, address, account);
    kJobs.erase(state, std::get<0>(key), std::get<1>(key));
    receipts.push_back({std::get<1>(key), 1, TimeMs{std::get<0>(key)}, false, {counted(account.counter)}});
  }
  return receipts;
}

types::ValidatorSet ToyContracts::validator_set(const state::StateView& state) const {
  return kRules.get(state, std::uint8_t{0}).value_or(rules_).set;
}

std::vector<types::NodeEntry> ToyContracts::nodes(const state::StateView& state) const {
  return kRules.get(state, std::uint8_t{0}).value_or(rules_).nodes;
}

std::uint64_t ToyContracts::member_count(const state::StateView& state, TimeMs) const {
  return kMembers.get(state, std::uint8_t{0}).value_or(0);
}

std::optional<types::Auth> ToyContracts::member(const state::StateView& state, TimeMs,
                                                const types::Address& address) const {
  const auto account = kAccounts.get(state, address);
  return account ? std::optional(account->auth) : std::nullopt;
}

types::JobReceipt ToyContracts::recover(state::Overlay& state, const execution::BlockContext& block,
                                        const types::RecoveryManifest& manifest) const {
  auto rules = kRules.get(state, std::uint8_t{0}).value_or(rules_);
  rules.set = manifest.next;
  kRules.put(state, std::uint8_t{0}, rules);
  return {0, 2, block.time, false, {}};
}

std::vector<execution::IndexKey> ToyContracts::index_keys(const types::Event&) const { return {{Bytes{1}}}; }

codec::JsonValue ToyContracts::describe() const {
  codec::JsonValue json;
  json.set("modules", codec::JsonValue(codec::JsonValue::Array{}));
  return json;
}

// "account.show" of {account}: {counter}; "events": how many there are up to the height.
Expected<codec::JsonValue, execution::QueryError> ToyContracts::query(
    std::string_view name, const codec::JsonValue& parameters, const execution::QueryContext& context) const {
  using Kind = execution::QueryError::Kind;
  codec::JsonValue json;
  if (name == "events") {
    std::uint64_t count = 0;
    context.events.scan({Bytes{1}}, std::nullopt,
                        [&](const execution::IndexedEvent&) { return ++count > 0; });
    json.set("count", codec::JsonValue::number(count));
    return json;
  }
  if (name != "account.show") return fail(execution::QueryError{Kind::unknown_query, "no such query"});
  const auto address = types::Address::from_text(parameters.string_at("account"));
  if (!address) return fail(execution::QueryError{Kind::bad_parameter, "account: no address"});
  const auto account = kAccounts.get(context.state, *address);
  if (!account) return fail(execution::QueryError{Kind::not_found, "no such account"});
  json.set("counter", codec::JsonValue::number(account->counter));
  return json;
}

codec::JsonValue ToyContracts::action_json(const types::Action& action) const {
  return codec::to_json(action);
}

Expected<types::Action, std::string> ToyContracts::action_from_json(const codec::JsonValue& json) const {
  if (json.string_at("kind") != "add") return fail(std::string("no such action"));
  return add(parse_u64(json.string_at("amount")).value_or(0));
}

codec::JsonValue ToyContracts::event_json(const types::Event& event) const { return codec::to_json(event); }

codec::JsonValue ToyContracts::code_json(std::uint16_t code) const {
  codec::JsonValue json;
  json.set("number", codec::JsonValue::number(code))
      .set("name", "toy_refused")
      .set("advice", "Do not ask for it.");
  return json;
}

Expected<execution::QueryService::TableRange, execution::QueryError> ToyContracts::table_range(
    std::string_view table, const std::vector<std::string>& key_parts) const {
  using Kind = execution::QueryError::Kind;
  if (table != "accounts") return fail(execution::QueryError{Kind::unknown_query, "no such table"});
  if (key_parts.empty()) return TableRange{kAccounts.prefix(), false};
  const auto address = types::Address::from_text(key_parts[0]);
  if (!address || key_parts.size() > 1)
    return fail(execution::QueryError{Kind::bad_parameter, "no such key"});
  return TableRange{kAccounts.key(*address), true};
}

codec::JsonValue ToyContracts::row_json(ByteView full_key, ByteView value) const {
  codec::JsonValue json;
  json.set("key", codec::JsonValue(std::get<0>(kAccounts.key_of(full_key)).text()));
  json.set("value", codec::to_json(kAccounts.decoded(value)));
  return json;
}

Bytes ToyContracts::stable_row(ByteView full_key, ByteView value) const {
  Bytes row = to_bytes(full_key);
  append(row, value);
  return row;
}

state::Writes toy_state(const std::vector<types::Auth>& accounts) {
  state::EmptyState empty;
  state::Overlay overlay(empty);
  for (const auto& auth : accounts) kAccounts.put(overlay, types::Address::of(auth), {auth, 0, 0});
  kMembers.put(overlay, std::uint8_t{0}, accounts.size());
  return overlay.take_writes();
}

types::Action add(std::uint64_t amount) { return {kAdd, codec::encode(amount)}; }
types::Action refuse() { return {kRefuse, {}}; }
types::Action later(TimeMs due) { return {kLater, codec::encode(due.value)}; }
types::Action rule(const ToyRules& rules) { return {kRule, codec::encode(rules)}; }
types::Action rotate(const types::Auth& auth) { return {kRotate, codec::encode(auth)}; }

}  // namespace kula::tests
