#include "cli/signing.h"

#include <algorithm>

#include "cli/prompt.h"
#include "ledger/crypto/random.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

Result<crypto::SecretKey> unlock(const Settings& settings, const KeyFile& key) {
  auto passphrase = read_passphrase(settings, "of key " + key.name, false);
  if (!passphrase) return fail(passphrase.error());
  auto secret = KeyStore(settings.keys_dir).open(key, *passphrase);
  crypto::wipe(*passphrase);
  return secret;
}

Result<std::uint8_t> signing_place(const std::vector<types::KeySignature>& signatures,
                                   const types::Auth& auth, const crypto::PublicKey& key) {
  const auto found = std::ranges::find(auth.keys, key);
  if (found == auth.keys.end()) {
    return fail(Error{ExitCode::key, "not_a_key_of_the_account", "the key is not one of the account's keys",
                      "the account's keys may have been replaced", "see `kula account show`"});
  }
  const auto index = static_cast<std::uint8_t>(found - auth.keys.begin());
  if (signatures.size() >= auth.threshold) {
    return fail(Error{ExitCode::failed, "signed_already", "this account has signed already",
                      "it needs " + std::to_string(auth.threshold) + " of its keys, and no more",
                      "the file needs no more of this account"});
  }
  if (std::ranges::find(signatures, index, &types::KeySignature::key_index) == signatures.end()) return index;
  return fail(Error{ExitCode::failed, "signed_already", "this key has signed already",
                    "the account needs " + std::to_string(auth.threshold) + " of its keys",
                    "pass the file on to who has another key"});
}

Result<void> add_signature(std::vector<types::KeySignature>& signatures, const types::Auth& auth,
                           const crypto::SecretKey& secret, const Hash& message) {
  const auto index = signing_place(signatures, auth, secret.public_key());
  if (!index) return fail(index.error());
  const auto behind = std::ranges::upper_bound(signatures, *index, {}, &types::KeySignature::key_index);
  signatures.insert(behind, {*index, secret.sign(message, crypto::os_random_hash())});
  return {};
}

}  // namespace kula::cli
