// Keys that are opened, and what they sign for an account of one key or several.
#pragma once

#include <vector>

#include "cli/error.h"
#include "cli/key_store.h"
#include "cli/settings.h"
#include "ledger/types/transaction.h"

namespace kula::cli {

// The secret of a key file, after its passphrase (prompt.h). Errors: those of read_passphrase and
// KeyStore::open.
[[nodiscard]] Result<crypto::SecretKey> unlock(const Settings& settings, const KeyFile& key);

// Signs `message` and puts the signature among the account's others, in the order of its keys. Errors:
// "not_a_key_of_the_account"; "signed_already" when this key has signed, or as many as the account needs.
[[nodiscard]] Result<void> add_signature(std::vector<types::KeySignature>& signatures,
                                         const types::Auth& auth, const crypto::SecretKey& secret,
                                         const Hash& message);

}  // namespace kula::cli
