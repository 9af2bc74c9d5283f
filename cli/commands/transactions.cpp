// kula tx show | build | sign | combine | inspect | send: what became of a transaction, and those that need
// several keys, as files that their holders pass around.
#include "cli/commands/all_commands.h"
#include "cli/outcome.h"
#include "cli/preview.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/sender.h"
#include "cli/signing.h"
#include "cli/transaction_file.h"

namespace kula::cli {

namespace {

Result<ExitCode> show_transaction(const Arguments& arguments, const Settings& settings) {
  const auto id = types::TransactionId::from_text(arguments.text("ID"));
  if (!id) return usage_error("that is no transaction id", "ids are 64 digits of lower-case hex");
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->transaction(*id);
  if (!status) return fail(status.error());
  return report(settings, ValueText(settings, node->period_rule()), *status);
}

// A file's transaction, and what its chain says of the sender.
struct Opened {
  types::SignedTransaction transaction;
  NodeClient node;
  api::ChainStatus chain;
  api::AccountView account;
};

Result<Opened> with_sender(types::SignedTransaction transaction, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  auto chain = node->status();
  if (!chain) return fail(chain.error());
  const auto& payload = transaction.payload;
  if (chain->chain_id != payload.chain_id) {
    return fail(Error{ExitCode::failed, "other_chain", "the file is of chain " + payload.chain_id.text(),
                      "the node at " + settings.node + " is of chain " + chain->chain_id.text(),
                      "give the --node of the network that the transaction is for"});
  }
  auto account = node->account(payload.sender);
  if (!account) return fail(account.error());
  return Opened{std::move(transaction), std::move(*node), std::move(*chain), std::move(*account)};
}

Result<Opened> open_file(const std::string& path, const Settings& settings) {
  auto transaction = read_transaction(path);
  if (!transaction) return fail(transaction.error());
  return with_sender(std::move(*transaction), settings);
}

// A signature below what no block can take helps nobody.
Result<void> check_in_time(const Opened& opened) {
  const auto& payload = opened.transaction.payload;
  const bool is_used = payload.nonce != opened.account.next_nonce;
  if (!is_used && payload.expires_at > std::max(opened.chain.now, opened.chain.time)) return {};
  return fail(Error{
      ExitCode::failed, "out_of_date", "no block can take this transaction any more",
      is_used ? "the account has sent another one since it was built, or this one" : "its time has passed",
      "see `kula tx show " + types::id_of(payload).text() + "`, or build it anew"});
}

void print_opened(Opened& opened, const Settings& settings) {
  print_transaction(settings, opened.transaction, opened.account.auth,
                    ValueText(settings, opened.node.period_rule()));
}

// After its signatures have changed.
Result<ExitCode> keep(const std::string& path, Opened& opened, const Settings& settings) {
  if (auto written = write_transaction(path, opened.transaction); !written) return fail(written.error());
  print_opened(opened, settings);
  const bool is_signed = opened.transaction.signatures.size() >= opened.account.auth.threshold;
  print_note(is_signed ? "Next: kula tx send " + path
                       : "Next, with another key: kula tx sign " + path + " --account KEY");
  return ExitCode::done;
}

bool agrees(Opened& opened, const Settings& settings, const std::string& question) {
  if (settings.yes) return true;
  print_preview(opened.node, opened.transaction.payload, ValueText(settings, opened.node.period_rule()));
  return confirm(question);
}

Error cancelled(const std::string& what) {
  return {ExitCode::cancelled, "cancelled", what, "you said no", "run it again when ready"};
}

// All actions in one transaction, which lives no longer than the shortest.
Result<types::SignedTransaction> joined(const std::vector<std::string>& paths) {
  std::optional<types::SignedTransaction> whole;
  for (const auto& path : paths) {
    auto part = read_transaction(path);
    if (!part) return part;
    part->signatures.clear();
    if (!whole) {
      whole = std::move(*part);
      continue;
    }
    auto& into = whole->payload;
    auto& from = part->payload;
    if (from.sender != into.sender || from.chain_id != into.chain_id) {
      return fail(Error{ExitCode::usage, "other_sender", path + " is of another account or chain",
                        "one transaction is of one account",
                        "build all parts with the same --account and --node"});
    }
    into.nonce = std::max(into.nonce, from.nonce);
    into.expires_at = std::min(into.expires_at, from.expires_at);
    into.actions.insert(into.actions.end(), from.actions.begin(), from.actions.end());
  }
  const auto transaction = types::Transaction::from(std::move(*whole));
  if (transaction) return transaction->value();
  return usage_error("together they are too much for one transaction",
                     "at most " + std::to_string(types::kMaxActionsPerTransaction) + " actions and " +
                         std::to_string(types::kMaxTransactionBytes) + " bytes");
}

Result<ExitCode> build_transaction(const Arguments& arguments, const Settings& settings) {
  auto whole = joined(arguments.all("from"));
  if (!whole) return fail(whole.error());
  auto opened = with_sender(std::move(*whole), settings);
  if (!opened) return fail(opened.error());
  if (auto checked = check_in_time(*opened); !checked) return fail(checked.error());
  if (auto written = create_transaction(arguments.text("FILE"), opened->transaction); !written)
    return fail(written.error());
  print_opened(*opened, settings);
  return ExitCode::done;
}

Result<ExitCode> sign_transaction(const Arguments& arguments, const Settings& settings) {
  const auto key = signing_key(settings);
  if (!key) return fail(key.error());
  const auto path = arguments.text("FILE");
  auto opened = open_file(path, settings);
  if (!opened) return fail(opened.error());
  if (auto checked = check_in_time(*opened); !checked) return fail(checked.error());
  if (!agrees(*opened, settings, "Sign it?")) return fail(cancelled("nothing was signed"));
  const auto secret = unlock(settings, *key);
  if (!secret) return fail(secret.error());
  auto& transaction = opened->transaction;
  transaction.signatures = standing_of(transaction, opened->account.auth).valid;
  const auto message = types::signing_message(types::id_of(transaction.payload));
  auto added = add_signature(transaction.signatures, opened->account.auth, *secret, message);
  if (!added) return fail(added.error());
  return keep(path, *opened, settings);
}

Result<ExitCode> combine_transactions(const Arguments& arguments, const Settings& settings) {
  const auto path = arguments.text("FILE");
  auto opened = open_file(path, settings);
  if (!opened) return fail(opened.error());
  for (const auto& other : arguments.all("from")) {
    const auto copy = read_transaction(other);
    if (!copy) return fail(copy.error());
    if (auto combined = combine(opened->transaction, *copy); !combined) return fail(combined.error());
  }
  const auto standing = standing_of(opened->transaction, opened->account.auth);
  for (const auto index : standing.invalid)
    print_note("left out: a signature of key " + std::to_string(index + 1) + " that is not valid");
  opened->transaction.signatures = standing.valid;
  return keep(path, *opened, settings);
}

Result<ExitCode> inspect_transaction(const Arguments& arguments, const Settings& settings) {
  auto opened = open_file(arguments.text("FILE"), settings);
  if (!opened) return fail(opened.error());
  print_opened(*opened, settings);
  return ExitCode::done;
}

Result<ExitCode> send_transaction(const Arguments& arguments, const Settings& settings) {
  const auto path = arguments.text("FILE");
  auto opened = open_file(path, settings);
  if (!opened) return fail(opened.error());
  const auto& payload = opened->transaction.payload;
  if (settings.dry_run) return simulate(settings, opened->node, payload);
  const auto standing = standing_of(opened->transaction, opened->account.auth);
  const auto needed = opened->account.auth.threshold;
  if (standing.valid.size() < needed) {
    const auto invalid = standing.invalid.size();
    return fail(Error{ExitCode::key, "more_signatures_needed",
                      "this account needs " + std::to_string(needed) + " signatures",
                      "the file has " + std::to_string(standing.valid.size()) + " that are valid" +
                          (invalid == 0 ? "" : ", and " + std::to_string(invalid) + " that are not"),
                      "have it signed: `kula tx sign " + path + " --account KEY`"});
  }
  const ValueText values(settings, opened->node.period_rule());
  if (auto checked = check_in_time(*opened); !checked) {
    // It may have been sent: then its outcome is the answer, as often as one asks.
    const auto known = opened->node.transaction(types::id_of(payload));
    if (!known || !known->height) return fail(checked.error());
    return report(settings, values, *known, payload.actions);
  }
  if (!agrees(*opened, settings, "Send it?")) return fail(cancelled("nothing was sent"));
  const auto transaction = types::Transaction::from({payload, standing.valid});
  if (!transaction) return usage_error(path + " is too large", "build it with fewer actions");
  const auto status = send(settings, opened->node, *transaction);
  if (!status) return fail(status.error());
  return report(settings, values, *status, payload.actions);
}

}  // namespace

std::vector<Command> transaction_commands() {
  const Option file{"FILE", "The file that the holders of the keys pass around", true, false, false};
  const Option new_file{"FILE", "The file to make", true, false, false};
  return {
      {"tx",
       "show",
       "What became of a transaction",
       {{"ID", "Transaction id", true, false, false}},
       {"kula tx show 3f…", "kula tx show 3f… --json"},
       show_transaction,
       Reach::node},
      {"tx",
       "build",
       "Join what was made by --build into one transaction: all of it happens, or nothing",
       {new_file, {"from", "A file made by --build", true, true, false}},
       {"kula tx build both.json --from pay.json --from enrol.json",
        "kula tx build both.json --from pay.json --from enrol.json --json"},
       build_transaction,
       Reach::node},
      {"tx",
       "sign",
       "Add a key's signature to a file made by --build",
       {file},
       {"kula tx sign pay.json --account ann", "kula tx sign pay.json --account ann --yes"},
       sign_transaction,
       Reach::signing},
      {"tx",
       "combine",
       "Take over the signatures of copies that were signed apart",
       {file, {"from", "A copy of the same file", true, true, false}},
       {"kula tx combine pay.json --from pay-bob.json",
        "kula tx combine pay.json --from b.json --from c.json"},
       combine_transactions,
       Reach::node},
      {"tx",
       "inspect",
       "What a file would do, who has signed it, and how many are missing",
       {file},
       {"kula tx inspect pay.json", "kula tx inspect pay.json --json"},
       inspect_transaction,
       Reach::node},
      {"tx",
       "send",
       "Send what enough keys have signed",
       {file},
       {"kula tx send pay.json", "kula tx send pay.json --dry-run"},
       send_transaction,
       Reach::sending},
  };
}

}  // namespace kula::cli
