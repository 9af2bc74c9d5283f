#include "tests/scenarios/scenario_world.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "genesis/initial_state.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/sha256.h"
#include "ledger/execution/execute_block.h"
#include "tests/support/people.h"

namespace kula::tests {

using codec::JsonValue;

namespace {

constexpr std::string_view kGenesisTime = "2026-01-01T00:00:00Z";

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error(what); }

JsonValue* find_member(JsonValue& object, std::string_view name) {
  auto* members = object.as_object();
  if (members == nullptr) return nullptr;
  for (auto& [key, value] : *members) {
    if (key == name) return &value;
  }
  return nullptr;
}

contracts::Policy policy_of(const JsonValue* overrides) {
  JsonValue json = codec::to_json(contracts::Policy{});
  if (overrides != nullptr) {
    for (const auto& [path, value] : *overrides->as_object()) {
      const auto dot = path.find('.');
      auto* section = find_member(json, path.substr(0, dot));
      auto* member = section == nullptr ? nullptr : find_member(*section, path.substr(dot + 1));
      if (member == nullptr) refuse("policy has no " + path);
      *member = value;
    }
  }
  auto policy = codec::from_json<contracts::Policy>(json);
  if (!policy) refuse("policy: " + policy.error());
  return *policy;
}

bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// What a list that must be ascending is sorted by: the bytes that the text stands for.
Bytes order_of(const std::string& text) {
  const auto address = types::Address::from_text(text);
  return to_bytes(address ? address->raw.view() : as_bytes(text));
}

Slug handle_of(const std::string& name) {
  const auto handle = Slug::from_text(name.size() < 3 ? name + "-account" : name);
  if (!handle) refuse("an account's name must be a slug: " + name);
  return *handle;
}

// A node's consensus key is that of the person of its name.
genesis::GenesisNode genesis_node(const std::string& name, const JsonValue& spec) {
  genesis::GenesisNode node;
  node.name = handle_of(name);
  node.operator_handle = handle_of(std::string(spec.string_at("operator")));
  node.tls_key = crypto::sha256(as_bytes("tls " + name));
  node.endpoint = name + ".example:7000";
  if (spec.string_at("is") != "observer") node.consensus_key = key_of(name).public_key();
  return node;
}

void add_nodes(genesis::GenesisDocument& document, const JsonValue& nodes) {
  for (const auto& [name, spec] : *nodes.as_object()) {
    document.nodes.push_back(genesis_node(name, spec));
    if (spec.string_at("is") == "validator")
      document.validators.push_back({*document.nodes.back().consensus_key});
  }
  std::sort(document.validators.begin(), document.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
}

// The scenarios' blocks have no headers: their ids are made of their heights.
types::BlockId block_id(Height height) { return {crypto::sha256(as_bytes("block " + height.text())).bytes}; }

genesis::GenesisAccount genesis_account(const std::string& name, const JsonValue& spec) {
  genesis::GenesisAccount account;
  account.handle = handle_of(name);
  std::size_t keys = 1;
  std::size_t threshold = 1;
  for (const auto& [key, value] : *spec.as_object()) {
    if (key == "kind") {
      account.kind = *codec::from_json<contracts::accounts::AccountKind>(value);
    } else if (key == "roles") {
      account.roles = *codec::from_json<std::vector<contracts::accounts::Role>>(value);
    } else if (key == "credits") {
      account.credits = parse_amount(*value.as_string()).value();
    } else if (key == "keys") {
      keys = *parse_u64(value.as_number()->text);
    } else if (key == "threshold") {
      threshold = *parse_u64(value.as_number()->text);
    } else if (key == "share_key_with") {
      account.auth.keys.push_back(key_of(*value.as_string()).public_key());
    } else {
      refuse("unknown member of an account: " + key);
    }
  }
  for (std::size_t i = 0; i < keys; ++i) account.auth.keys.push_back(key_of(name, i).public_key());
  std::sort(account.auth.keys.begin(), account.auth.keys.end());
  account.auth.threshold = static_cast<std::uint8_t>(threshold);
  return account;
}

}  // namespace

// The ledger's event index, kept naively: all events in order with their keys.
class ScenarioWorld::Index final : public execution::EventIndex {
 public:
  struct Row {
    Bytes key;
    execution::IndexedEvent event;
  };
  std::vector<Row> rows;
  void scan(const execution::IndexKey& key, std::optional<std::pair<Height, std::uint32_t>> after,
            const Visitor& visit) const override {
    for (const auto& row : rows) {
      if (row.key != key.bytes) continue;
      if (after && std::pair(row.event.height, row.event.index) <= *after) continue;
      if (!visit(row.event)) return;
    }
  }
};

const execution::EventIndex& ScenarioWorld::events() const { return *index_; }

DurationMs parse_duration(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  const auto value = parse_u64(text.substr(0, digits));
  const auto unit = digits == std::string_view::npos ? std::string_view{} : text.substr(digits);
  if (!value) refuse("not a duration: " + std::string(text));
  if (unit == "d") return *value * kDayMs;
  if (unit == "h") return *value * kHourMs;
  if (unit == "m") return *value * kMinuteMs;
  if (unit == "s") return *value * kSecondMs;
  if (unit == "ms") return *value;
  refuse("not a duration: " + std::string(text));
}

ScenarioWorld::ScenarioWorld(const contracts::ContractProcessor& processor, const JsonValue& scenario)
    : processor_(processor), index_(std::make_shared<Index>()) {
  genesis::GenesisDocument document;
  document.network = "scenario";
  document.development = true;
  document.time = parse_time(kGenesisTime).value();
  document.policy = policy_of(scenario.find("policy"));
  if (const auto* nodes = scenario.find("nodes")) {
    add_nodes(document, *nodes);
  } else {
    document.validators = {{key_of("validator").public_key()}};
  }
  document.tiers = contracts::access::default_tiers();
  document.access_rules = contracts::access::default_rules();
  if (const auto* tiers = scenario.find("tiers")) {
    document.tiers = codec::from_json<contracts::access::TierTable>(*tiers).value();
  }
  if (const auto* rules = scenario.find("access_rules")) {
    document.access_rules = codec::from_json<contracts::access::RuleTable>(*rules).value();
  }
  const auto* accounts = scenario.find("accounts");
  if (accounts == nullptr || accounts->as_object() == nullptr) refuse("a scenario needs \"accounts\"");
  for (const auto& [name, spec] : *accounts->as_object()) {
    document.accounts.push_back(genesis_account(name, spec));
    people_[name] = {types::Address::of(document.accounts.back().auth), 0};
  }
  if (const auto fault = genesis::find_fault(document)) refuse("genesis: " + *fault);
  auto initial = genesis::initial_state(document);
  state_.apply(initial.writes);
  tip_ = {genesis::chain_id(document), Height{0}, document.time, {}};
  receipts_.jobs.push_back({0, 0, document.time, false, std::move(initial.events)});
  index_events();
}

ScenarioWorld::Person& ScenarioWorld::person(std::string_view name) {
  const auto found = people_.find(name);
  if (found != people_.end()) return found->second;
  // Somebody without an account at genesis: a single key.
  return people_[std::string(name)] = {types::Address::of(types::Auth::single(key_of(name).public_key())), 0};
}

types::Address ScenarioWorld::address_of(std::string_view name) const {
  const auto found = people_.find(name);
  if (found != people_.end()) return found->second.address;
  return types::Address::of(types::Auth::single(key_of(name).public_key()));
}

// "tip", "tip-3", "tip+1": heights counted from the last block.
std::optional<Height> ScenarioWorld::height_in(std::string_view text) const {
  if (text.substr(0, 3) != "tip") return std::nullopt;
  if (text.size() == 3) return tip_.height;
  const auto distance = parse_u64(text.substr(4));
  if (!distance || (text[3] != '-' && text[3] != '+')) return std::nullopt;
  return Height{text[3] == '-' ? tip_.height.value - *distance : tip_.height.value + *distance};
}

std::string ScenarioWorld::substituted_text(std::string_view text, TimeMs at) const {
  if (text.size() > 1 && text[0] == '#') return crypto::sha256(as_bytes(text.substr(1))).text();
  if (text.size() > 1 && text[0] == '$') {
    const auto amount = parse_amount(text.substr(1));
    if (!amount) refuse("not an amount: " + std::string(text));
    return amount->text();
  }
  if (text.substr(0, 4) == "now+") return after(at, parse_duration(text.substr(4))).text();
  if (text.substr(0, 4) == "now-") return TimeMs{at.value - parse_duration(text.substr(4))}.text();
  if (text == "now") return at.text();
  if (const auto height = height_in(text)) return height->text();
  if (text.substr(0, 6) == "block:") {
    if (const auto height = height_in(text.substr(6))) return block_id(*height).text();
  }
  if (text.substr(0, 5) == "@key:") return key_of(text.substr(5)).public_key().text();
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '@') {
      result += text[i];
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && is_name_char(text[end])) ++end;
    result += address_of(text.substr(i + 1, end - i - 1)).text();
    i = end - 1;
  }
  return result;
}

Bytes ScenarioWorld::tagged_part(std::string_view part) const {
  if (part == "chain") return to_bytes(tip_.chain_id.view());
  if (part == "zero") return to_bytes(Hash{}.view());
  if (part.substr(0, 7) == "height:") return codec::encode(height_in(part.substr(7)).value());
  if (part.substr(0, 6) == "block:") return to_bytes(block_id(height_in(part.substr(6)).value()).view());
  if (part.substr(0, 5) == "text:") return to_bytes(as_bytes(part.substr(5)));
  if (part.substr(0, 5) == "@key:") return to_bytes(key_of(part.substr(5)).public_key().view());
  if (part[0] == '@') return to_bytes(address_of(part.substr(1)).raw.view());
  if (part[0] == '#') return to_bytes(crypto::sha256(as_bytes(part.substr(1))).view());
  if (part.substr(0, 5) == "slug:") return codec::encode(std::string(part.substr(5)));
  if (part.substr(0, 4) == "u64:") return codec::encode(*parse_u64(part.substr(4)));
  if (part.substr(0, 4) == "u32:")
    return codec::encode(static_cast<std::uint32_t>(*parse_u64(part.substr(4))));
  if (part.substr(0, 4) == "u16:")
    return codec::encode(static_cast<std::uint16_t>(*parse_u64(part.substr(4))));
  if (part.substr(0, 3) == "u8:") return codec::encode(static_cast<std::uint8_t>(*parse_u64(part.substr(3))));
  refuse("unknown part of a tagged hash: " + std::string(part));
}

JsonValue ScenarioWorld::substituted(const JsonValue& value, TimeMs at) const {
  if (const auto* text = value.as_string()) return JsonValue(substituted_text(*text, at));
  if (const auto* array = value.as_array()) {
    JsonValue::Array result;
    for (const auto& element : *array) result.push_back(substituted(element, at));
    return JsonValue(std::move(result));
  }
  if (value.as_object() == nullptr) return value;
  if (const auto* tag = value.find("$tagged")) {
    Bytes bytes;
    for (const auto& part : *value.find("parts")->as_array()) append(bytes, tagged_part(*part.as_string()));
    // tagged_hash knows a tag by where its name is: names must stay.
    static std::set<std::string> names;
    return JsonValue(
        crypto::tagged_hash(crypto::Tag{*names.insert(*tag->as_string()).first}, {bytes}).text());
  }
  if (const auto* signer = value.find("$signature")) {
    const auto message = Hash::from_text(*substituted(*value.find("of"), at).as_string());
    if (!message) refuse("a signature is made of a hash");
    return JsonValue(key_of(*signer->as_string()).sign(*message, Hash{}).text());
  }
  if (const auto* unsorted = value.find("$sorted")) {
    auto list = *substituted(*unsorted, at).as_array();
    std::sort(list.begin(), list.end(), [](const JsonValue& a, const JsonValue& b) {
      return order_of(*a.as_string()) < order_of(*b.as_string());
    });
    return JsonValue(std::move(list));
  }
  JsonValue result{JsonValue::Object{}};
  for (const auto& [key, member] : *value.as_object()) result.set(key, substituted(member, at));
  return result;
}

void ScenarioWorld::queue(std::string_view sender, const JsonValue::Array& actions, TimeMs at) {
  auto& who = person(sender);
  types::TransactionPayload payload;
  payload.chain_id = tip_.chain_id;
  payload.sender = who.address;
  payload.nonce = who.nonce++;
  payload.expires_at = after(at, kHourMs);
  for (const auto& action : actions) {
    JsonValue json;
    json.set("kind", JsonValue(action.string_at("do")));
    const auto* with = action.find("with");
    json.set("fields", with == nullptr ? JsonValue(JsonValue::Object{}) : substituted(*with, at));
    auto parsed = processor_.action_from_json(json);
    if (!parsed) refuse(std::string(action.string_at("do")) + ": " + parsed.error());
    payload.actions.push_back(std::move(*parsed));
  }
  auto transaction = types::Transaction::from({std::move(payload), {}});
  if (!transaction)
    refuse("the transaction is malformed: " + std::string(types::to_string(transaction.error())));
  queued_.push_back(std::make_shared<const types::Transaction>(std::move(*transaction)));
}

void ScenarioWorld::run_block(TimeMs at) {
  tip_.parent = block_id(tip_.height);
  tip_.height = next(tip_.height);
  tip_.time = at;
  const auto transactions = std::exchange(queued_, {});
  auto result = execution::execute_block(processor_, state_, tip_, transactions,
                                         [](const types::Transaction&, const types::Auth&) { return true; });
  if (!result) {
    refuse("transaction " + std::to_string(result.error().index) +
           " makes the block invalid: " + std::string(execution::to_string(result.error().fault)));
  }
  state_.apply(result->writes);
  receipts_ = std::move(result->receipts);
  index_events();
}

void ScenarioWorld::index_events() {
  std::uint32_t index = 0;
  const auto add = [&](const types::Event& event, std::optional<types::TransactionId> transaction,
                       std::optional<std::uint64_t> job) {
    for (auto& key : processor_.index_keys(event)) {
      index_->rows.push_back(
          {std::move(key.bytes), {tip_.height, index, tip_.time, transaction, job, event}});
    }
    ++index;
  };
  for (const auto& receipt : receipts_.transactions) {
    for (const auto& event : receipt.events) add(event, receipt.transaction, std::nullopt);
  }
  for (const auto& receipt : receipts_.jobs) {
    for (const auto& event : receipt.events) add(event, std::nullopt, receipt.job);
  }
}

}  // namespace kula::tests
