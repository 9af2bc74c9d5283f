// Key files: one JSON file a key, the secret sealed by scrypt and AES-256-GCM (crypto/keybox.h), mode 0600,
// in a folder of mode 0700. Secrets are never arguments, environment, logs or output.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/error.h"
#include "cli/settings.h"
#include "ledger/crypto/keybox.h"
#include "ledger/crypto/keys.h"
#include "ledger/types/address.h"

namespace kula::cli {

// What can be read of a key file without its passphrase.
struct KeyFile {
  std::string name;
  crypto::PublicKey public_key;
  // Whose key it is: by default the account of this single key. Sealed with the secret: open() tells when
  // somebody wrote another into the file.
  types::Address account;
  crypto::Keybox box;
};

// The keys of a folder, and what is wrong with the files that cannot be read.
struct KeyList {
  std::vector<KeyFile> keys;
  std::vector<Error> faults;
};

class KeyStore {
 public:
  explicit KeyStore(std::string folder) : folder_(std::move(folder)) {}

  // Names are [a-z0-9-]{1,64}. Errors: usage (name), key_exists, key_missing, key_damaged.
  [[nodiscard]] Result<KeyFile> find(const std::string& name) const;
  [[nodiscard]] KeyList list() const;
  // `parameters`: weaker ones only for demo keys of development networks.
  [[nodiscard]] Result<KeyFile> add(const std::string& name, const crypto::SecretKey& secret,
                                    std::optional<types::Address> account, std::string_view passphrase,
                                    const crypto::KeyboxParameters& parameters = {}) const;
  // Warns when others may read the file. Errors: wrong_passphrase, key_damaged.
  [[nodiscard]] Result<crypto::SecretKey> open(const KeyFile& file, std::string_view passphrase) const;
  [[nodiscard]] std::string path_of(const std::string& name) const { return folder_ + "/" + name + ".json"; }
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

// The key that --account names. Errors: usage when it names none, and those of KeyStore::find.
[[nodiscard]] Result<KeyFile> signing_key(const Settings& settings);

}  // namespace kula::cli
