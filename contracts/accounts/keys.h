// Which keys stand for which accounts: what "share a key" (C0.11) rests on.
//
// Anybody can name anybody's public key in account.rotate, and whoever names a steward's or a judge's must
// not thereby be tied to him. So a key stands for an account when a registrar opened the account with it, or
// when it has signed for the account. Not when the account could not sign without it: one transaction could
// rotate to such keys and away again, and an account that nobody needs any more can be given up.
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/types/transaction.h"

namespace kula::contracts::accounts {

// The keys of a new account: all of them stand for it.
void begin_keys(state::Overlay& state, const types::Address& address, const types::Auth& auth);
// The nonce is used, and the keys that signed stand for the sender. REQUIRES signatures that were verified.
void use_nonce(state::Overlay& state, const types::TransactionPayload& payload,
               const std::vector<types::KeySignature>& signatures);
// Keys that go leave a tie to the other accounts that they stand for. REQUIRES `old`: the account's auth.
void replace_keys(Context& context, const types::Address& address, const types::Auth& old,
                  const types::Auth& next);

// One key stands for both now.
[[nodiscard]] bool share_a_key(const state::StateView& state, const types::Address& a,
                               const types::Address& b);
// The period in which one key last ceased to stand for both.
[[nodiscard]] std::optional<Period> shared_a_key_until(const state::StateView& state, const types::Address& a,
                                                       const types::Address& b);

}  // namespace kula::contracts::accounts
