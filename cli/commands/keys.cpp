// kula keys new | list | show | import | export
#include "cli/commands/all_commands.h"
#include "cli/key_store.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/secret_file.h"
#include "cli/signing.h"
#include "cli/text_file.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/random.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

JsonValue json_of(const KeyFile& file) {
  JsonValue json;
  json.set("name", JsonValue(file.name)).set("account", codec::to_json(file.account));
  json.set("public_key", codec::to_json(file.public_key));
  return json;
}

void show(const KeyFile& file, const Settings& settings) {
  if (settings.json) return print_json(json_of(file));
  print_line("name       " + file.name);
  print_line("account    " + file.account.text());
  print_line("public key " + file.public_key.text());
}

Result<ExitCode> store(const std::string& name, const crypto::SecretKey& secret, const Arguments& arguments,
                       const Settings& settings) {
  std::optional<types::Address> account;
  if (arguments.has("for")) {
    account = types::Address::from_text(arguments.text("for"));
    if (!account) return usage_error("--for is no address", "addresses begin with kula1");
  }
  auto passphrase = read_passphrase(settings, "for the new key " + name, true);
  if (!passphrase) return fail(passphrase.error());
  const KeyStore keys(settings.keys_dir);
  const auto file = keys.add(name, secret, account, *passphrase);
  crypto::wipe(*passphrase);
  if (!file) return fail(file.error());
  show(*file, settings);
  print_note("Keep a copy of " + keys.path_of(name) + " and its passphrase: nobody can restore them.");
  return ExitCode::done;
}

Result<ExitCode> make_new(const Arguments& arguments, const Settings& settings) {
  while (true) {
    auto bytes = crypto::os_random(32);
    const auto secret = crypto::SecretKey::from_bytes(bytes);
    crypto::wipe(bytes);
    if (secret) return store(arguments.text("NAME"), *secret, arguments, settings);
  }
}

Result<ExitCode> import_key(const Arguments& arguments, const Settings& settings) {
  auto text = read_text_file(arguments.text("file"), 4096);
  if (!text) return fail(text.error());
  while (!text->empty() && text->back() == '\n') text->pop_back();
  auto bytes = from_hex(*text);
  crypto::wipe(*text);
  auto secret = bytes ? crypto::SecretKey::from_bytes(*bytes) : std::nullopt;
  if (bytes) crypto::wipe(*bytes);
  if (!secret) {
    return fail(Error{ExitCode::usage, "bad_key", "the file holds no secret key",
                      "64 digits of lower-case hex are needed",
                      "export it again with the program that made it"});
  }
  return store(arguments.text("NAME"), *secret, arguments, settings);
}

Result<ExitCode> export_key(const Arguments& arguments, const Settings& settings) {
  const auto file = KeyStore(settings.keys_dir).find(arguments.text("NAME"));
  if (!file) return fail(file.error());
  const auto secret = unlock(settings, *file);
  if (!secret) return fail(secret.error());
  auto text = to_hex(secret->reveal()) + "\n";
  const auto written = create_secret_file(arguments.text("file"), text);
  crypto::wipe(text);
  if (!written) return fail(written.error());
  print_note("The secret is in " + arguments.text("file") +
             " in clear: move it to where nobody else reads it.");
  return ExitCode::done;
}

Result<ExitCode> list_keys(const Arguments&, const Settings& settings) {
  const auto list = KeyStore(settings.keys_dir).list();
  for (const auto& fault : list.faults) print_error(fault, settings.json);
  if (settings.json) {
    JsonValue::Array array;
    for (const auto& file : list.keys) array.push_back(json_of(file));
    print_json(JsonValue(std::move(array)));
    return ExitCode::done;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& file : list.keys) rows.push_back({file.name, file.account.text()});
  print_table({"NAME", "ACCOUNT"}, rows);
  return ExitCode::done;
}

Result<ExitCode> show_key(const Arguments& arguments, const Settings& settings) {
  const auto file = KeyStore(settings.keys_dir).find(arguments.text("NAME"));
  if (!file) return fail(file.error());
  show(*file, settings);
  return ExitCode::done;
}

}  // namespace

std::vector<Command> keys_commands() {
  const Option name{"NAME", "Name of the key: a-z, 0-9, -", true, false, false};
  const Option owner{"for", "Account it signs for, when that is not the key's own", false, false, false};
  const Option file{"file", "File with the secret in hex, mode 0600", true, false, false};
  const Option new_file{"file", "File to make, with the secret in hex", true, false, false};
  return {
      {"keys",
       "new",
       "Make a key, sealed by a passphrase",
       {name, owner},
       {"kula keys new ann", "kula keys new ann --passphrase-file pass.txt --json"},
       make_new,
       Reach::keys},
      {"keys",
       "import",
       "Take in a secret key from a file",
       {name, file, owner},
       {"kula keys import ann --file secret.hex", "kula keys import ann --file secret.hex --for kula1…"},
       import_key,
       Reach::keys},
      {"keys",
       "export",
       "Write a secret key to a file, in clear",
       {name, new_file},
       {"kula keys export ann --file secret.hex", "kula keys export ann --file /media/usb/ann.hex"},
       export_key,
       Reach::keys},
      {"keys",
       "list",
       "Show the keys of this machine",
       {},
       {"kula keys list", "kula keys list --json"},
       list_keys,
       Reach::keys},
      {"keys",
       "show",
       "Show one key's account and public key",
       {name},
       {"kula keys show ann", "kula keys show ann --json"},
       show_key,
       Reach::keys},
  };
}

}  // namespace kula::cli
