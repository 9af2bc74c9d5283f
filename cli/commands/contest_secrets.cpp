#include "cli/commands/contest_secrets.h"

#include <algorithm>

#include "cli/key_store.h"
#include "cli/secret_file.h"
#include "cli/text_file.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/random.h"

namespace kula::cli {

namespace {

constexpr std::size_t kMaxSecretBytes = 64u << 10;

template <class Secret>
Result<Secret> read_secret(const std::string& path) {
  const auto text = read_text_file(path, kMaxSecretBytes);
  if (!text) return fail(text.error());
  warn_if_others_read(path, "the secret");
  const auto bad = [&](const std::string& why) {
    return fail(Error{ExitCode::usage, "bad_secret", path + " is no secret of this command", why,
                      "give the file that was made when you committed"});
  };
  const auto json = codec::parse_json(*text);
  if (!json) return bad(json.error());
  auto secret = codec::from_json<Secret>(*json);
  if (!secret) return bad(secret.error());
  return std::move(*secret);
}

}  // namespace

contracts::contests::Salt new_salt() {
  contracts::contests::Salt salt;
  const auto bytes = crypto::os_random(contracts::contests::Salt::kSize);
  std::copy(bytes.begin(), bytes.end(), salt.bytes.begin());
  return salt;
}

Result<void> write_secret(const std::string& path, const EntrySecret& secret) {
  return create_secret_file(path, codec::to_json(secret).dump(2) + "\n");
}

Result<void> write_secret(const std::string& path, const ScoreSecret& secret) {
  return create_secret_file(path, codec::to_json(secret).dump(2) + "\n");
}

Result<EntrySecret> read_entry_secret(const std::string& path) { return read_secret<EntrySecret>(path); }

Result<ScoreSecret> read_score_secret(const std::string& path) { return read_secret<ScoreSecret>(path); }

}  // namespace kula::cli
