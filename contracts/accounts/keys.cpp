#include "contracts/accounts/keys.h"

#include <algorithm>

#include "contracts/accounts/tables.h"
#include "ledger/types/limits.h"

namespace kula::contracts::accounts {

namespace {

using types::Address;
using types::Auth;

// Of the accounts that a key stands for, so many are remembered when it goes: nobody else can make more of
// them than registrars opened, and a rotation must not take long.
constexpr std::size_t kMaxRememberedHolders = 64;

std::uint16_t bit_of(std::size_t index) { return static_cast<std::uint16_t>(1U << index); }

bool stands(const Nonce& row, std::size_t index) { return (row.standing & bit_of(index)) != 0; }

// Key `index` of the auth stands for the account from now on. The caller writes the row.
void stand_for(state::Overlay& state, Nonce& row, const Auth& auth, std::size_t index,
               const Address& address) {
  row.standing = static_cast<std::uint16_t>(row.standing | bit_of(index));
  kKeyHolders.put(state, auth.keys[index], address, Mark{});
}

void remember_tie(Context& context, const Address& a, const Address& b) {
  kKeyTies.put(context.state, std::min(a, b), std::max(a, b), KeyTie{context.period()});
}

void part_with(Context& context, const crypto::PublicKey& key, const Address& address) {
  kKeyHolders.erase(context.state, key, address);
  std::vector<Address> others;
  kKeyHolders.scan(
      context.state,
      [&](const auto& row, const Mark&) {
        others.push_back(std::get<1>(row));
        return others.size() < kMaxRememberedHolders;
      },
      key);
  for (const auto& other : others) remember_tie(context, address, other);
}

}  // namespace

void begin_keys(state::Overlay& state, const Address& address, const Auth& auth) {
  Nonce row;
  for (std::size_t i = 0; i < auth.keys.size(); ++i) stand_for(state, row, auth, i, address);
  kNonces.put(state, address, row);
}

void use_nonce(state::Overlay& state, const types::TransactionPayload& payload,
               const std::vector<types::KeySignature>& signatures) {
  auto row = kNonces.get_or_default(state, payload.sender);
  row.next = payload.nonce + 1;
  for (const auto& signature : signatures) {
    const std::size_t index = signature.key_index;
    KULA_CHECK(index < types::kMaxKeysPerAuth,
               "a transaction ran with a signature of no key; report this as a bug");
    if (stands(row, index)) continue;
    const auto account = kAccounts.get_or_default(state, payload.sender);
    KULA_CHECK(index < account.auth.keys.size(),
               "a transaction ran with a signature of no key; report this as a bug");
    stand_for(state, row, account.auth, index, payload.sender);
  }
  kNonces.put(state, payload.sender, row);
}

void replace_keys(Context& context, const Address& address, const Auth& old, const Auth& next) {
  for (const auto& key : old.keys) {
    const bool stays = std::find(next.keys.begin(), next.keys.end(), key) != next.keys.end();
    if (!stays && kKeyHolders.contains(context.state, key, address)) part_with(context, key, address);
  }
  auto row = kNonces.get_or_default(context.state, address);
  row.standing = 0;
  for (std::size_t i = 0; i < next.keys.size(); ++i) {
    // A key that stays goes on standing.
    if (kKeyHolders.contains(context.state, next.keys[i], address))
      stand_for(context.state, row, next, i, address);
  }
  kNonces.put(context.state, address, row);
}

bool share_a_key(const state::StateView& state, const Address& a, const Address& b) {
  const auto account = kAccounts.get(state, a);
  return account &&
         std::any_of(account->auth.keys.begin(), account->auth.keys.end(), [&](const crypto::PublicKey& key) {
           return kKeyHolders.contains(state, key, a) && kKeyHolders.contains(state, key, b);
         });
}

std::optional<Period> shared_a_key_until(const state::StateView& state, const Address& a, const Address& b) {
  const auto tie = kKeyTies.get(state, std::min(a, b), std::max(a, b));
  return tie ? std::optional(tie->ended) : std::nullopt;
}

}  // namespace kula::contracts::accounts
