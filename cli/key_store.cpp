#include "cli/key_store.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>

#include "cli/secret_file.h"
#include "cli/text_file.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/random.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

namespace {

// The file's JSON; public parts in clear.
struct Stored {
  std::uint16_t version = 1;
  std::string name;
  crypto::PublicKey public_key;
  types::Address account;
  std::uint64_t scrypt_n = 0;
  std::uint32_t scrypt_r = 0;
  std::uint32_t scrypt_p = 0;
  Bytes salt;
  Bytes nonce;
  Bytes ciphertext;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("name", name),
            codec::field("public_key", public_key), codec::field("account", account),
            codec::field("scrypt_n", scrypt_n), codec::field("scrypt_r", scrypt_r),
            codec::field("scrypt_p", scrypt_p), codec::field("salt", salt), codec::field("nonce", nonce),
            codec::field("ciphertext", ciphertext));
  }
};

constexpr std::size_t kSecretBytes = 32;

// The secret, then the address of the account. Files of earlier versions seal the secret alone.
Bytes sealed_bytes(const crypto::SecretKey& secret, const types::Address& owner) {
  Bytes bytes;
  bytes.reserve(kSecretBytes + owner.raw.view().size());  // no copy of the secret is left behind by growing
  for (const auto part : {secret.reveal(), owner.raw.view()})
    bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

bool is_key_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Error bad_name(const std::string& name) {
  return {ExitCode::usage, "bad_key_name", "\"" + name + "\" is no name of a key",
          "names are 1 to 64 of a-z, 0-9 and -", "choose another name, or see `kula keys list`"};
}

Error damaged(const std::string& path, const std::string& cause) {
  return {ExitCode::key, "key_damaged", "the key file " + path + " cannot be read", cause,
          "restore it from your backup"};
}

}  // namespace

Result<KeyFile> KeyStore::find(const std::string& name) const {
  if (!is_key_name(name)) return fail(bad_name(name));
  const auto path = path_of(name);
  if (!std::filesystem::exists(path)) {
    return fail(Error{ExitCode::key, "key_missing", "there is no key named \"" + name + "\"",
                      "no file " + path,
                      "see `kula keys list`, or make one with `kula keys new " + name + "`"});
  }
  const auto text = read_text_file(path, 64u << 10);
  if (!text) return fail(text.error());
  const auto json = codec::parse_json(*text);
  if (!json) return fail(damaged(path, json.error()));
  auto stored = codec::from_json<Stored>(*json);
  if (!stored) return fail(damaged(path, stored.error()));
  return KeyFile{name,
                 stored->public_key,
                 stored->account,
                 {{stored->scrypt_n, stored->scrypt_r, stored->scrypt_p},
                  stored->salt,
                  stored->nonce,
                  stored->ciphertext}};
}

KeyList KeyStore::list() const {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    const auto name = entry.path().stem().string();
    if (entry.path().extension() == ".json" && is_key_name(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  KeyList list;
  for (const auto& name : names) {
    auto file = find(name);
    if (file) {
      list.keys.push_back(std::move(*file));
    } else {
      list.faults.push_back(file.error());
    }
  }
  return list;
}

Result<KeyFile> KeyStore::add(const std::string& name, const crypto::SecretKey& secret,
                              std::optional<types::Address> account, std::string_view passphrase,
                              const crypto::KeyboxParameters& parameters) const {
  if (!is_key_name(name)) return fail(bad_name(name));
  if (std::filesystem::exists(path_of(name))) {
    return fail(Error{ExitCode::key, "key_exists", "there is a key named \"" + name + "\" already",
                      "key files are never overwritten",
                      "choose another name, or move " + path_of(name) + " away"});
  }
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  static_cast<void>(::chmod(folder_.c_str(), 0700));
  const auto owner = account.value_or(types::Address::of(types::Auth::single(secret.public_key())));
  auto sealed = sealed_bytes(secret, owner);
  const auto box = crypto::seal(sealed, passphrase, crypto::os_random(44), parameters);
  crypto::wipe(sealed);
  if (!box) {
    return fail(Error{ExitCode::failed, "key_not_sealed", "the key could not be encrypted",
                      "scrypt needs 128 MiB of memory", "free some memory and try again"});
  }
  const Stored stored{1,
                      name,
                      secret.public_key(),
                      owner,
                      box->parameters.n,
                      box->parameters.r,
                      box->parameters.p,
                      box->salt,
                      box->nonce,
                      box->ciphertext};
  if (auto written = write_text_file(path_of(name), codec::to_json(stored).dump(2) + "\n", 0600); !written) {
    return fail(written.error());
  }
  return find(name);
}

Result<crypto::SecretKey> KeyStore::open(const KeyFile& file, std::string_view passphrase) const {
  warn_if_others_read(path_of(file.name), "the key file");
  auto bytes = crypto::open(file.box, passphrase);
  if (!bytes) {
    const bool wrong = bytes.error() == crypto::KeyboxError::wrong_passphrase_or_damaged;
    return fail(
        Error{ExitCode::key, wrong ? "wrong_passphrase" : "key_damaged",
              "the key \"" + file.name + "\" could not be opened",
              wrong ? "the passphrase is wrong, or the file was changed" : "its parameters are out of range",
              "try again with the right passphrase"});
  }
  auto secret = crypto::SecretKey::from_bytes(ByteView(*bytes).first(std::min(bytes->size(), kSecretBytes)));
  const auto owner = ByteView(*bytes).subspan(std::min(bytes->size(), kSecretBytes));
  const bool is_owner = owner.empty() || std::ranges::equal(owner, file.account.raw.view());
  crypto::wipe(*bytes);
  if (!secret || secret->public_key() != file.public_key) {
    return fail(damaged(path_of(file.name), "the sealed secret is not that of the public key"));
  }
  if (!is_owner) return fail(damaged(path_of(file.name), "its account is not the one that was sealed"));
  return std::move(*secret);
}

Result<KeyFile> signing_key(const Settings& settings) {
  if (settings.account.empty())
    return usage_error("no account was named", "give --account NAME; see `kula keys list`");
  if (types::Address::from_text(settings.account)) {
    return usage_error("--account names an address, and no key that signs for it",
                       "name a key, see `kula keys list`; only --build FILE takes an address");
  }
  return KeyStore(settings.keys_dir).find(settings.account);
}

}  // namespace kula::cli
