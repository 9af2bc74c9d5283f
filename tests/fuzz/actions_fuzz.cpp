// Transactions over the real contracts: every kind's body is read, applied and, when time passes, what is due
// runs. Bodies are hostile; what must hold is that each gets a receipt, that all invariants hold afterwards
// and that a body that can be read goes through JSON unchanged.
//
//   input = steps;  step = u8 sender, u8 hours that pass before it, u16 kind, u16 length, body
//
// Accounts of the small world have numbers, by ascending address. In a body 19 bytes 0xee and a number stand
// for an address, 31 bytes 0xed and a number for a public key: a fuzzer would never find them.
#include <algorithm>
#include <map>

#include "contracts/processor.h"
#include "genesis/initial_state.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/map_state.h"
#include "tests/support/people.h"

namespace {

using namespace kula;
using contracts::accounts::AccountKind;
using contracts::accounts::Role;

constexpr std::size_t kAccounts = 24;
constexpr std::size_t kMaxSteps = 32;  // of one input, so that each takes milliseconds

// What make_seeds.py calls ROLES.
std::vector<Role> roles_of(std::size_t number) {
  switch (number) {
    case 0:
      return {Role::registrar};
    case 1:
    case 2:
      return {Role::issuer};
    case 3:
    case 4:
      return {Role::reviewer};
    case 5:
    case 6:
      return {Role::steward};
    default:
      return {};
  }
}

struct World {
  contracts::ContractProcessor processor;
  state::Writes rows;
  types::ChainId chain_id;
  TimeMs time;
  std::vector<types::Address::BinaryForm> addresses;  // by number
  std::vector<crypto::PublicKey> keys;

  World() {
    std::map<types::Address, crypto::PublicKey> people;
    for (std::size_t i = 0; i < kAccounts; ++i) {
      const auto key = tests::key_of("somebody", i).public_key();
      people.emplace(types::Address::of(types::Auth::single(key)), key);
    }
    genesis::GenesisDocument document;
    document.network = "fuzz";
    document.development = true;
    document.time = parse_time("2026-01-01T00:00:00Z").value();
    document.validators = {{tests::key_of("validator").public_key()}};
    document.tiers = contracts::access::default_tiers();
    document.access_rules = contracts::access::default_rules();
    for (const auto& [address, key] : people) {
      const auto number = addresses.size();
      genesis::GenesisAccount account;
      account.handle = Slug{"account-" + std::to_string(number)};
      account.kind = number >= kAccounts - 4 ? AccountKind::organisation : AccountKind::person;
      account.auth = types::Auth::single(key);
      account.roles = roles_of(number);
      account.credits = Amount{1'000'00};
      document.accounts.push_back(account);
      addresses.push_back(address.raw);
      keys.push_back(key);
    }
    const auto fault = genesis::find_fault(document);
    KULA_CHECK(!fault.has_value(), "the target's own world is no sound genesis");
    rows = genesis::initial_state(document).writes;
    chain_id = genesis::chain_id(document);
    time = document.time;
  }
};

const World& world() {
  static const World kWorld;
  return kWorld;
}

// Puts `values` where `stand_in` bytes and a number stand.
template <class Value>
void replace_stand_ins(Bytes& body, std::uint8_t stand_in, const std::vector<Value>& values) {
  for (std::size_t at = 0; at + Value::kSize <= body.size(); ++at) {
    const auto begin = body.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = begin + static_cast<std::ptrdiff_t>(Value::kSize - 1);
    if (!std::all_of(begin, last, [&](std::uint8_t byte) { return byte == stand_in; })) continue;
    const auto& value = values[*last % values.size()];
    std::copy(value.bytes.begin(), value.bytes.end(), begin);
    at += Value::kSize - 1;
  }
}

// A body that can be read goes to JSON and back unchanged.
void check_json(const types::Action& action) {
  const auto* kind = world().processor.registry().action(action.kind);
  if (kind == nullptr) return;
  const auto fields = kind->to_json(action.body);
  if (fields.is_null()) return;
  const auto again = kind->from_json(fields);
  KULA_CHECK(again.has_value(), "an action is refused in its own JSON");
  KULA_CHECK(*again == action.body, "an action changes on its way through JSON");
}

// One chain above the world.
class Chain {
 public:
  Chain() { state_.apply(world().rows); }
  void pass(DurationMs time) {
    block_.time = after(block_.time, time);
    block_.height = next(block_.height);
    state::Overlay overlay(below());
    static_cast<void>(world().processor.run_due(overlay, block_, kMaxJobs));
    commit(overlay);
  }
  void apply(std::size_t sender, types::Action action) {
    types::TransactionPayload payload;
    payload.chain_id = block_.chain_id;
    payload.sender = {world().addresses[sender % kAccounts]};
    const auto known = world().processor.sender(below(), payload.sender);
    KULA_CHECK(known.has_value(), "an account of the world is gone");
    payload.nonce = known->next_nonce;
    payload.expires_at = after(block_.time, kHourMs);
    payload.actions = {std::move(action)};
    const auto transaction = types::Transaction::from({std::move(payload), {}});
    if (!transaction) return;  // too large
    state::Overlay overlay(below());
    const auto receipt = world().processor.apply(overlay, block_, *transaction);
    KULA_CHECK(receipt.code != contracts::kInvariantBroken.number, "a contract broke an invariant");
    KULA_CHECK(receipt.code == types::kAccepted || receipt.events.empty(), "a rejection with events");
    commit(overlay);
  }
  [[nodiscard]] const state::StateView& below() const { return state_; }

 private:
  static constexpr std::size_t kMaxJobs = 64;
  void commit(state::Overlay& overlay) { state_.apply(overlay.take_writes()); }

  tests::MapState state_;
  execution::BlockContext block_{world().chain_id, Height{1}, world().time};
};

}  // namespace

KULA_FUZZ(input) {
  codec::Reader reader(input);
  Chain chain;
  for (std::size_t steps = 0; steps < kMaxSteps && !reader.error(); ++steps) {
    const auto sender = reader.integer<std::uint8_t>();
    const auto hours = reader.integer<std::uint8_t>();
    types::Action action{reader.integer<std::uint16_t>(), {}};
    const auto length = reader.integer<std::uint16_t>();
    action.body = to_bytes(reader.raw(length));
    if (reader.error()) break;
    replace_stand_ins(action.body, 0xee, world().addresses);
    replace_stand_ins(action.body, 0xed, world().keys);
    check_json(action);
    if (hours > 0) chain.pass(hours * kHourMs);
    chain.apply(sender, std::move(action));
  }
  const auto broken = world().processor.broken_invariants(chain.below());
  KULA_CHECK(broken.empty(), "an invariant does not hold over the whole state");
}
