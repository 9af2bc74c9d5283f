// Keys that are opened, and what they sign for an account of one key or several.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/error.h"
#include "cli/key_store.h"
#include "cli/settings.h"
#include "ledger/crypto/keys.h"
#include "ledger/types/transaction.h"

namespace kula::cli {

// The secret of a key file, after its passphrase (prompt.h). Errors: those of read_passphrase and
// KeyStore::open.
[[nodiscard]] Result<crypto::SecretKey> unlock(const Settings& settings, const KeyFile& key);

// The place of the key among the account's, when it may sign beside those that have. Errors:
// "not_a_key_of_the_account"; "signed_already" when it has signed, or as many as the account needs.
[[nodiscard]] Result<std::uint8_t> signing_place(const std::vector<types::KeySignature>& signatures,
                                                 const types::Auth& auth, const crypto::PublicKey& key);

// Signs `message` and puts the signature among the others, in the order of the account's keys. Errors: those
// of signing_place().
[[nodiscard]] Result<void> add_signature(std::vector<types::KeySignature>& signatures,
                                         const types::Auth& auth, const crypto::SecretKey& secret,
                                         const Hash& message);

}  // namespace kula::cli
