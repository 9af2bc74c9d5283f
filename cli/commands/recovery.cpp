// kula recovery create | sign | show (R21): the file that members pass around.
#include "node/api/recovery.h"

#include <algorithm>

#include "cli/commands/all_commands.h"
#include "cli/key_store.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/signing.h"
#include "cli/text_file.h"
#include "ledger/codec/json.h"

namespace kula::cli {

using api::RecoveryFile;
using codec::JsonValue;

namespace {

constexpr unsigned kFileMode = 0644;

Result<RecoveryFile> read_recovery(const std::string& path) {
  const auto text = read_text_file(path, api::kMaxRecoveryFileBytes);
  if (!text) return fail(text.error());
  auto file = api::parse_recovery(*text);
  if (file) return std::move(*file);
  return fail(Error{ExitCode::usage, "bad_recovery", path + " is no recovery", file.error(),
                    "make one with `kula recovery create`"});
}

Result<void> write_recovery(const std::string& path, const RecoveryFile& file) {
  return write_text_file(path, codec::to_json(file).dump(2) + "\n", kFileMode);
}

std::uint64_t missing_of(const RecoveryFile& file) {
  return file.needed - std::min<std::uint64_t>(file.needed, file.signatures.size());
}

void print_recovery(const RecoveryFile& file, const Settings& settings) {
  const auto& manifest = file.manifest;
  const auto hash = types::hash_of(manifest);
  if (settings.json) {
    JsonValue json = codec::to_json(file);
    json.set("hash", codec::to_json(hash)).set("missing", codec::to_json(missing_of(file)));
    return print_json(json);
  }
  print_line("manifest   " + hash.text());
  print_line("chain      " + manifest.chain_id.text());
  print_line("last final height " + manifest.height.text() + ", block " + manifest.block.text());
  print_line("ends       epoch " + manifest.epoch.text());
  for (const auto& validator : manifest.next.validators) print_line("validator  " + validator.key.text());
  for (const auto& signature : file.signatures) {
    print_line("signed by  " + signature.member.text() + "  keys " +
               std::to_string(signature.signatures.size()));
  }
  print_line("members    " + std::to_string(file.members) + ", needed " + std::to_string(file.needed) +
             ", missing " + std::to_string(missing_of(file)));
}

// A key in hex, or the name of a registered node that has one.
Result<types::Validator> validator_of(const std::string& text, const api::PeerList& nodes) {
  if (const auto key = crypto::PublicKey::from_text(text)) return types::Validator{*key};
  for (const auto& node : nodes.peers) {
    if (node.name == text && node.consensus_key) return types::Validator{*node.consensus_key};
  }
  return usage_error("--validator " + harmless(text) + " is no consensus key and no node that has one",
                     "see `kula node peers`; keys are 64 digits of lower-case hex");
}

Result<types::ValidatorSet> set_of(const Arguments& arguments, NodeClient& node) {
  const auto nodes = node.peers();
  if (!nodes) return fail(nodes.error());
  types::ValidatorSet set;
  for (const auto& text : arguments.all("validator")) {
    const auto validator = validator_of(text, *nodes);
    if (!validator) return fail(validator.error());
    set.validators.push_back(*validator);
  }
  std::sort(set.validators.begin(), set.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  if (set.is_valid()) return set;
  return usage_error("these are no validators of a network", "name 1 to 21 keys, each once");
}

Result<ExitCode> create(const Arguments& arguments, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->status();
  if (!status) return fail(status.error());
  auto set = set_of(arguments, *node);
  if (!set) return fail(set.error());
  const auto answer = node->query("member.count", {});
  if (!answer) return fail(answer.error());
  RecoveryFile file;
  file.manifest = {1, status->chain_id, status->height, status->tip, status->epoch, std::move(*set)};
  file.members = codec::from_json<std::uint64_t>(*answer->find("members")).value_or(0);
  file.needed = types::members_needed(file.members);
  if (auto written = write_recovery(arguments.text("FILE"), file); !written) return fail(written.error());
  print_recovery(file, settings);
  print_note(
      "Compare the height with every node that is left: it has to be the highest that is final "
      "anywhere.");
  return ExitCode::done;
}

// The signatures of a member, with a place made for the first.
std::vector<types::KeySignature>& signatures_of(RecoveryFile& file, const types::Address& account) {
  auto& members = file.signatures;
  auto member = std::lower_bound(members.begin(), members.end(), account,
                                 [](const auto& one, const auto& other) { return one.member < other; });
  if (member == members.end() || member->member != account) member = members.insert(member, {account, {}});
  return member->signatures;
}

Result<ExitCode> sign(const Arguments& arguments, const Settings& settings) {
  const auto key = signing_key(settings);
  if (!key) return fail(key.error());
  const auto path = arguments.text("FILE");
  auto file = read_recovery(path);
  if (!file) return fail(file.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->status();
  if (!status) return fail(status.error());
  if (status->chain_id != file->manifest.chain_id) {
    return fail(Error{ExitCode::failed, "other_chain",
                      "the file is of chain " + file->manifest.chain_id.text(),
                      "the node at " + settings.node + " is of chain " + status->chain_id.text(),
                      "give the --node of the network that is to be recovered"});
  }
  // A signature is for ever: who has the chain only light believes it even for a block that others follow.
  const bool is_last = status->height == file->manifest.height && status->tip == file->manifest.block &&
                       status->epoch == file->manifest.epoch;
  if (!is_last) {
    return fail(Error{ExitCode::failed, "other_block",
                      "the file does not name the last final block of the node at " + settings.node,
                      "it names height " + file->manifest.height.text() + " in epoch " +
                          file->manifest.epoch.text() + ", the node is at height " + status->height.text() +
                          " in epoch " + status->epoch.text(),
                      "give the --node of one with that block, or have the file made anew"});
  }
  const auto account = node->account(key->account);
  if (!account) return fail(account.error());
  if (!settings.yes) {
    print_recovery(*file, settings);
    if (!confirm("Sign for these validators?")) {
      return fail(cancelled("nothing was signed"));
    }
  }
  const auto secret = unlock(settings, *key);
  if (!secret) return fail(secret.error());
  auto added = add_signature(signatures_of(*file, key->account), account->auth, *secret,
                             types::hash_of(file->manifest));
  if (!added) return fail(added.error());
  if (auto written = write_recovery(path, *file); !written) return fail(written.error());
  print_recovery(*file, settings);
  return ExitCode::done;
}

Result<ExitCode> show_file(const Arguments& arguments, const Settings& settings) {
  const auto file = read_recovery(arguments.text("FILE"));
  if (!file) return fail(file.error());
  print_recovery(*file, settings);
  return ExitCode::done;
}

}  // namespace

std::vector<Command> recovery_commands() {
  const Option file{"FILE", "The file that members pass around", true, false, false};
  return {
      {"recovery",
       "create",
       "Too many validators are lost: name new ones, for members to sign",
       {file, {"validator", "Name of a registered node, or a consensus key in hex", true, true, false}},
       {"kula recovery create rescue.json --validator node-1 --validator node-5",
        "kula recovery create rescue.json --validator node-1 --node http://127.0.0.1:8700"},
       create,
       Reach::node},
      {"recovery",
       "sign",
       "Add a member's signature to the file",
       {file},
       {"kula recovery sign rescue.json --account ann", "kula recovery sign rescue.json --account ann --yes"},
       sign,
       Reach::signing},
      {"recovery",
       "show",
       "Who has signed, and how many are missing",
       {file},
       {"kula recovery show rescue.json", "kula recovery show rescue.json --json"},
       show_file},
  };
}

}  // namespace kula::cli
