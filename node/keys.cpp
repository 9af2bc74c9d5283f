#include "node/keys.h"

#include <filesystem>

#include "ledger/crypto/wipe.h"
#include "node/io/files.h"
#include "node/io/os_random.h"
#include "node/io/tls_identity.h"

namespace kula::node {

namespace {

std::string consensus_key_path(const std::string& data_dir) { return data_dir + "/consensus.key"; }

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

// Follows the name of a file that is there.
std::string_view why(io::KeyFileError error) {
  switch (error) {
    case io::KeyFileError::readable_by_others:
      return " can be read by others: chmod 600 it, and think about replacing the key";
    case io::KeyFileError::malformed:
      return " is no secret key: 64 digits of lower-case hex";
    default:
      return " cannot be read: check its owner and the disk";
  }
}

Expected<void, std::string> make_consensus_key(const std::string& path) {
  auto secret = io::random_secret();
  const bool is_good = crypto::SecretKey::from_bytes(secret).has_value();  // but for one in 2^128
  auto text = to_hex(secret) + "\n";
  const bool written = is_good && io::write_file(path, as_bytes(text), 0600);
  crypto::wipe(secret);
  crypto::wipe(text);
  if (!written) return fail(path + " cannot be written: is the disk full?");
  return {};
}

}  // namespace

std::string tls_key_path(const std::string& data_dir) { return data_dir + "/tls.key"; }

Expected<std::optional<crypto::SecretKey>, std::string> read_consensus_key(const std::string& data_dir) {
  const auto path = consensus_key_path(data_dir);
  auto secret = io::read_key_file(path);
  if (!secret) {
    if (secret.error() == io::KeyFileError::missing) return std::optional<crypto::SecretKey>();
    return fail(path + std::string(why(secret.error())));
  }
  auto key = crypto::SecretKey::from_bytes(*secret);
  crypto::wipe(*secret);
  if (!key) return fail(path + " is no secret key of the curve");
  return std::optional<crypto::SecretKey>(std::move(*key));
}

Expected<PublicKeys, std::string> make_keys(const std::string& data_dir, bool validator) {
  std::error_code failed;
  std::filesystem::create_directories(data_dir, failed);
  if (failed) return fail("the directory " + data_dir + " cannot be made: " + failed.message());
  if (!exists(tls_key_path(data_dir))) {
    if (const auto made = io::TlsIdentity::create(tls_key_path(data_dir)); !made) return fail(made.error());
  }
  if (validator && !exists(consensus_key_path(data_dir))) {
    if (const auto made = make_consensus_key(consensus_key_path(data_dir)); !made) return fail(made.error());
  }
  return read_public_keys(data_dir);
}

Expected<PublicKeys, std::string> read_public_keys(const std::string& data_dir) {
  const auto identity = io::TlsIdentity::read(tls_key_path(data_dir));
  if (!identity) return fail(identity.error());
  const auto key = read_consensus_key(data_dir);
  if (!key) return fail(key.error());
  PublicKeys keys{identity->id(), std::nullopt};
  if (*key) keys.consensus_key = (*key)->public_key();
  return keys;
}

}  // namespace kula::node
