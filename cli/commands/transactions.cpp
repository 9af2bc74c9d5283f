// kula tx show | build | sign | combine | inspect | send: what became of a transaction, and those that need
// several keys, as files that their holders pass around.
#include <algorithm>
#include <set>

#include "cli/commands/all_commands.h"
#include "cli/key_store.h"
#include "cli/node_client.h"
#include "cli/outcome.h"
#include "cli/preview.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/sender.h"
#include "cli/signing.h"
#include "cli/transaction_file.h"
#include "cli/value_text.h"
#include "ledger/types/limits.h"

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

Error not_in_time(std::string cause) {
  return {ExitCode::failed, "out_of_date", "no block can take this transaction any more", std::move(cause),
          "build it anew"};
}

// A signature below what no block can take helps nobody.
Result<void> check_in_time(const Opened& opened) {
  const auto& payload = opened.transaction.payload;
  const auto next = opened.account.next_nonce;
  if (payload.nonce < next)
    return fail(not_in_time("the account has sent another one since it was built, or this one"));
  if (payload.nonce > next) {
    return fail(Error{ExitCode::failed, "out_of_turn", "an earlier transaction of the account is missing",
                      "this is its number " + std::to_string(payload.nonce) +
                          ", and the node waits for number " + std::to_string(next),
                      "send that first, or ask a node that has it with --node URL"});
  }
  const auto now = clock_of(opened.chain);
  if (payload.expires_at <= now) return fail(not_in_time("its time has passed"));
  if (payload.expires_at <= after(now, types::kMaxExpiryAheadMs)) return {};
  return fail(Error{ExitCode::failed, "expiry_too_far", "no block takes a transaction that lives so long",
                    "it expires more than 24 hours from now", "build it anew"});
}

Result<ExitCode> print_opened(Opened& opened, const Settings& settings, const std::string& next) {
  print_transaction(opened.node, settings, opened.transaction, opened.account.auth);
  if (!next.empty()) print_note("Next: " + next);
  return ExitCode::done;
}

std::string to_sign(const std::string& path) { return "kula tx sign " + harmless(path) + " --account KEY"; }

// After its signatures have changed. REQUIRES valid ones.
Result<ExitCode> keep(const std::string& path, Opened& opened, const Settings& settings) {
  if (auto written = write_transaction(path, opened.transaction); !written) return fail(written.error());
  const bool is_complete = opened.transaction.signatures.size() >= opened.account.auth.threshold;
  return print_opened(opened, settings, is_complete ? "kula tx send " + harmless(path) : to_sign(path));
}

// Those of the account's keys alone are kept.
void keep_valid(Opened& opened, Standing standing) {
  if (standing.invalid > 0)
    print_note("left out: " + std::to_string(standing.invalid) + " signatures that are not valid");
  opened.transaction.signatures = std::move(standing.valid);
}

bool agrees(Opened& opened, const Standing& standing, const Settings& settings, const std::string& question) {
  if (settings.yes) return true;
  for (const auto& line : preview(opened.node, settings, opened.transaction.payload)) print_note(line);
  for (const auto& line : signers(standing, opened.account.auth)) print_note(line);
  return confirm(question);
}

// All actions in one transaction, which lives no longer than the shortest.
Result<types::SignedTransaction> joined(const std::vector<std::string>& paths) {
  types::SignedTransaction whole;
  std::set<types::TransactionId> parts;
  for (const auto& path : paths) {
    const auto part = read_transaction(path);
    if (!part) return fail(part.error());
    const auto& from = part->payload;
    auto& into = whole.payload;
    if (!parts.insert(types::id_of(from)).second) {
      return fail(Error{ExitCode::usage, "same_part", path + " is in it already",
                        "what is in it twice is done twice", "name each file once"});
    }
    if (parts.size() == 1) {
      into = from;
      continue;
    }
    if (from.sender != into.sender || from.chain_id != into.chain_id || from.nonce != into.nonce) {
      return fail(Error{ExitCode::usage, "other_part", path + " does not go with " + paths.front(),
                        "the account, its next transaction or the chain was another when it was built",
                        "build all parts anew, with the same --account and --node"});
    }
    into.expires_at = std::min(into.expires_at, from.expires_at);
    into.actions.insert(into.actions.end(), from.actions.begin(), from.actions.end());
  }
  const auto transaction = types::Transaction::from(std::move(whole));
  if (transaction) return transaction->value();
  return fail(Error{ExitCode::usage, "too_large", "together they are too much for one transaction",
                    "it has " + std::to_string(types::kMaxActionsPerTransaction) + " actions and " +
                        std::to_string(types::kMaxTransactionBytes) + " bytes at most",
                    "make several of them"});
}

Result<ExitCode> build_transaction(const Arguments& arguments, const Settings& settings) {
  const auto path = arguments.text("FILE");
  auto whole = joined(arguments.all("from"));
  if (!whole) return fail(whole.error());
  auto opened = with_sender(std::move(*whole), settings);
  if (!opened) return fail(opened.error());
  if (auto checked = check_in_time(*opened); !checked) return fail(checked.error());
  if (auto written = create_transaction(path, opened->transaction); !written) return fail(written.error());
  return print_opened(*opened, settings, to_sign(path));
}

Result<ExitCode> sign_transaction(const Arguments& arguments, const Settings& settings) {
  const auto key = signing_key(settings);
  if (!key) return fail(key.error());
  const auto path = arguments.text("FILE");
  auto opened = open_file(path, settings);
  if (!opened) return fail(opened.error());
  if (auto checked = check_in_time(*opened); !checked) return fail(checked.error());
  auto& transaction = opened->transaction;
  const auto& auth = opened->account.auth;
  const auto standing = standing_of(transaction, auth);
  keep_valid(*opened, standing);
  if (const auto place = signing_place(standing.valid, auth, key->public_key); !place)
    return fail(place.error());
  if (!agrees(*opened, {standing.valid, 0}, settings, "Sign it?"))
    return fail(cancelled("nothing was signed"));
  const auto secret = unlock(settings, *key);
  if (!secret) return fail(secret.error());
  // Somebody may have signed the same file while this one read and typed.
  const auto again = read_transaction(path);
  if (!again) return fail(again.error());
  if (auto combined = combine(transaction, *again); !combined) return fail(combined.error());
  transaction.signatures = standing_of(transaction, auth).valid;
  const auto message = types::signing_message(types::id_of(transaction.payload));
  auto added = add_signature(transaction.signatures, auth, *secret, message);
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
  keep_valid(*opened, standing_of(opened->transaction, opened->account.auth));
  return keep(path, *opened, settings);
}

Result<ExitCode> inspect_transaction(const Arguments& arguments, const Settings& settings) {
  auto opened = open_file(arguments.text("FILE"), settings);
  if (!opened) return fail(opened.error());
  return print_opened(*opened, settings, {});
}

// What of a file's transaction is known already is the answer, however often it is sent and whatever the keys
// are by now: nobody shall build it anew who has only not heard. A node that began with a snapshot may not
// know.
bool is_settled(const api::TransactionStatus& status, const Opened& opened, bool can_send_again) {
  if (status.status == api::TransactionState::pending) return !can_send_again;
  const bool is_before_history = status.code_name == "history_unavailable" &&
                                 opened.transaction.payload.nonce < opened.account.next_nonce;
  return status.height.has_value() || is_before_history;
}

Result<ExitCode> send_transaction(const Arguments& arguments, const Settings& settings) {
  const auto path = arguments.text("FILE");
  auto opened = open_file(path, settings);
  if (!opened) return fail(opened.error());
  const auto& payload = opened->transaction.payload;
  const auto known = opened->node.transaction(types::id_of(payload));
  if (!known) return fail(known.error());
  const ValueText values(settings, opened->node.period_rule());
  const auto standing = standing_of(opened->transaction, opened->account.auth);
  const auto needed = opened->account.auth.threshold;
  const bool can_send = standing.valid.size() >= needed && !settings.dry_run;
  if (is_settled(*known, *opened, can_send)) return report(settings, values, *known, payload.actions);
  if (known->status != api::TransactionState::pending) {
    if (auto checked = check_in_time(*opened); !checked) return fail(checked.error());
  }
  if (settings.dry_run) return simulate(settings, opened->node, payload);
  if (!can_send) {
    return fail(Error{
        ExitCode::key, "more_signatures_needed",
        "this account needs " + std::to_string(needed) + " signatures",
        "the file has " + std::to_string(standing.valid.size()) + " that are valid" +
            (standing.invalid == 0 ? "" : ", and " + std::to_string(standing.invalid) + " that are not"),
        "have it signed: `" + to_sign(path) + "`"});
  }
  if (!agrees(*opened, standing, settings, "Send it?")) return fail(cancelled("nothing was sent"));
  keep_valid(*opened, standing);
  const auto transaction = types::Transaction::from(opened->transaction);
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
