// kula beneficiary commit | link (C8.2): what only a beneficiary can make, as he has the key and the papers.
#include "cli/commands/all_commands.h"
#include "cli/key_store.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/sender.h"
#include "cli/signing.h"
#include "contracts/charity/beneficiary_link.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/random.h"

namespace kula::cli {

using codec::JsonValue;
using contracts::charity::beneficiary_commitment;
using contracts::charity::link_message;
using contracts::charity::LinkBeneficiary;

namespace {

// What a commitment is made of.
struct Opening {
  types::Address organisation;
  Hash identity;
  KeyFile key;
};

// A handle is looked up by the node; an address or a key's account needs none.
Result<types::Address> organisation_of(const std::string& text, const Settings& settings) {
  if (!text.empty() && text[0] == '@') {
    const auto file = KeyStore(settings.keys_dir).find(text.substr(1));
    if (!file) return fail(file.error());
    return file->account;
  }
  if (const auto address = types::Address::from_text(text)) return *address;
  if (!Slug::from_text(text))
    return usage_error("--organisation names no account", "give its handle, kula1… or @key");
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto answer = node->query("account.show", {{"handle", text}});
  if (!answer) return fail(answer.error());
  const auto address = types::Address::from_text(answer->string_at("address"));
  if (address) return *address;
  return fail(Error{ExitCode::failed, "bad_answer", "the node's answer names no address",
                    "it is of another version, or no node", "check --node"});
}

Result<Opening> read_opening(const Arguments& arguments, const Settings& settings) {
  // No file:PATH as elsewhere: the hash of papers without a salt can be guessed, and is on the chain for
  // ever.
  const auto identity = Hash::from_text(arguments.text("identity"));
  if (!identity) {
    return usage_error("--identity is no hash in hex",
                       "give the SHA-256 of your papers and 32 random bytes that you keep");
  }
  auto key = KeyStore(settings.keys_dir).find(arguments.text("key"));
  if (!key) return fail(key.error());
  const auto organisation = organisation_of(arguments.text("organisation"), settings);
  if (!organisation) return fail(organisation.error());
  return Opening{*organisation, *identity, std::move(*key)};
}

Result<ExitCode> commit(const Arguments& arguments, const Settings& settings) {
  const auto opening = read_opening(arguments, settings);
  if (!opening) return fail(opening.error());
  const auto& [organisation, identity, key] = *opening;
  const auto commitment = beneficiary_commitment(organisation, identity, key.public_key);
  if (settings.json) {
    JsonValue json;
    json.set("commitment", codec::to_json(commitment)).set("organisation", codec::to_json(organisation));
    json.set("identity", codec::to_json(identity)).set("link_key", codec::to_json(key.public_key));
    print_json(json);
    return ExitCode::done;
  }
  print_line("commitment   " + commitment.text());
  print_line("organisation " + organisation.text());
  print_line("link key     " + key.public_key.text());
  print_note("Give the organisation the commitment alone. Keep the identity and the key " + key.name +
             ": without both nobody can link it.");
  return ExitCode::done;
}

Result<ExitCode> link(const Arguments& arguments, const Settings& settings) {
  if (settings.account.empty())
    return usage_error("no account was named", "give --account NAME, the one to be linked");
  const auto number = parse_u64(arguments.text("number"));
  if (!number || *number > UINT32_MAX)
    return usage_error("--number is no number of a beneficiary", "ask the organisation for it: 1, 2, …");
  const auto account = acting_account(settings);
  if (!account) return fail(account.error());
  const auto opening = read_opening(arguments, settings);
  if (!opening) return fail(opening.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->status();
  if (!status) return fail(status.error());
  LinkBeneficiary action{opening->organisation,
                         static_cast<std::uint32_t>(*number),
                         opening->identity,
                         opening->key.public_key,
                         {}};
  const auto message = link_message(status->chain_id, action.organisation, action.number, *account);
  const auto secret = unlock(settings, opening->key);
  if (!secret) return fail(secret.error());
  action.proof = secret->sign(message, crypto::os_random_hash());
  return send_actions(settings, {{LinkBeneficiary::kNumber, codec::encode(action)}});
}

}  // namespace

std::vector<Command> beneficiary_commands() {
  const Option organisation{"organisation", "Who registers you: its handle, kula1… or @key", true, false,
                            false};
  const Option identity{"identity", "SHA-256 of your papers and 32 random bytes, in hex", true, false, false};
  const Option key{"key", "Name of a key made for this alone (`kula keys new`)", true, false, false};
  const Option number{"number", "The number under which it registered you", true, false, false};
  return {{"beneficiary",
           "commit",
           "Make the commitment that an organisation registers for you",
           {organisation, identity, key},
           {"kula beneficiary commit --organisation school --identity 3f… --key link",
            "kula beneficiary commit --organisation kula1… --identity 3f… --key link --json"},
           commit,
           Reach::keys},
          {"beneficiary",
           "link",
           "Link your account to the number under which an organisation registered you",
           {organisation, number, identity, key},
           {"kula beneficiary link --organisation school --number 1 --identity 3f… --key link --account ann",
            "kula beneficiary link --organisation kula1… --number 1 --identity 3f… --key link --account ann "
            "--dry-run"},
           link,
           Reach::chain}};
}

}  // namespace kula::cli
