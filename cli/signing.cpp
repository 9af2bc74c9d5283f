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

Result<void> add_signature(std::vector<types::KeySignature>& signatures, const types::Auth& auth,
                           const crypto::SecretKey& secret, const Hash& message) {
  const auto found = std::find(auth.keys.begin(), auth.keys.end(), secret.public_key());
  if (found == auth.keys.end()) {
    return fail(Error{ExitCode::key, "not_a_key_of_the_account", "the key is not one of the account's keys",
                      "the account's keys may have been replaced", "see `kula account show`"});
  }
  const auto index = static_cast<std::uint8_t>(found - auth.keys.begin());
  const auto place =
      std::lower_bound(signatures.begin(), signatures.end(), index,
                       [](const auto& one, std::uint8_t other) { return one.key_index < other; });
  const bool is_signed = place != signatures.end() && place->key_index == index;
  if (is_signed || signatures.size() >= auth.threshold) {
    return fail(Error{ExitCode::failed, "signed_already",
                      is_signed ? "this key has signed already" : "this account has signed already",
                      "the account needs " + std::to_string(auth.threshold) + " of its keys, and no more",
                      is_signed ? "pass the file on to who has another key" : "pass the file on"});
  }
  signatures.insert(place, {index, secret.sign(message, crypto::os_random_hash())});
  return {};
}

}  // namespace kula::cli
