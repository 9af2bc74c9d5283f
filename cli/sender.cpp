#include "cli/sender.h"

#include "cli/key_store.h"
#include "cli/outcome.h"
#include "cli/preview.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "ledger/crypto/random.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

namespace {

constexpr std::uint64_t kLifeMs = 10 * kMinuteMs;  // a transaction that nobody includes by then is void
constexpr unsigned kWaitMs = 30'000;

Result<types::Transaction> sign(const types::TransactionPayload& payload, const types::Auth& auth,
                                const crypto::SecretKey& secret) {
  if (auth.threshold != 1) {
    return fail(Error{ExitCode::key, "more_signatures_needed",
                      "this account needs " + std::to_string(auth.threshold) + " signatures",
                      "one key cannot sign for it", "sign with the other keys' tools and send the result"});
  }
  for (std::size_t i = 0; i < auth.keys.size(); ++i) {
    if (auth.keys[i] != secret.public_key()) continue;
    const auto message = types::signing_message(types::id_of(payload));
    types::SignedTransaction signed_transaction{
        payload, {{static_cast<std::uint8_t>(i), secret.sign(message, crypto::os_random_hash())}}};
    auto transaction = types::Transaction::from(std::move(signed_transaction));
    if (transaction) return std::move(*transaction);
    return fail(Error{ExitCode::usage, "too_large", "the transaction is too large",
                      std::string(types::to_string(transaction.error())), "send fewer actions at once"});
  }
  return fail(Error{ExitCode::key, "not_a_key_of_the_account", "the key is not one of the account's keys",
                    "the account's keys may have been replaced", "see `kula account show`"});
}

// A transaction before it is signed, and what signing it needs.
struct Draft {
  NodeClient node;
  api::ChainStatus chain;
  KeyFile key;
  types::Auth auth;  // of the sender
  types::TransactionPayload payload;
};

Error not_open(const KeyFile& key) {
  return {ExitCode::not_found, "account_not_found", "no account is open for the key " + key.name,
          "the chain knows no account " + key.account.text(),
          "a registrar opens it: `kula account open HANDLE --kind person --auth threshold=1,keys=" +
              key.public_key.text() + "`"};
}

Result<Draft> draft(const Settings& settings, std::vector<types::Action> actions) {
  auto key = signing_key(settings);
  if (!key) return fail(key.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  auto chain = node->status();
  if (!chain) return fail(chain.error());
  auto account = node->account(key->account);
  if (!account && account.error().exit == ExitCode::not_found) return fail(not_open(*key));
  if (!account) return fail(account.error());

  types::TransactionPayload payload;
  payload.chain_id = chain->chain_id;
  payload.sender = key->account;
  payload.nonce = account->next_nonce;
  payload.expires_at = after(std::max(chain->now, chain->time), kLifeMs);
  payload.actions = std::move(actions);
  return Draft{std::move(*node), std::move(*chain), std::move(*key), std::move(account->auth),
               std::move(payload)};
}

Result<ExitCode> simulate(const Settings& settings, Draft& draft) {
  auto unsigned_transaction = types::Transaction::from({draft.payload, {}});
  if (!unsigned_transaction) return usage_error("the transaction is too large", "send fewer actions at once");
  const auto outcome = draft.node.simulate(*unsigned_transaction);
  if (!outcome) return fail(outcome.error());
  return report(settings, ValueText(settings, draft.node.period_rule()), *outcome, draft.payload.actions);
}

Result<api::TransactionStatus> send(const Settings& settings, Draft& draft) {
  auto passphrase = read_passphrase(settings, "of key " + draft.key.name, false);
  if (!passphrase) return fail(passphrase.error());
  const auto secret = KeyStore(settings.keys_dir).open(draft.key, *passphrase);
  crypto::wipe(*passphrase);
  if (!secret) return fail(secret.error());
  const auto transaction = sign(draft.payload, draft.auth, *secret);
  if (!transaction) return fail(transaction.error());
  print_note("transaction " + transaction->id().text());
  const auto wait = settings.no_wait ? api::Wait::accepted : api::Wait::final;
  auto submitted = draft.node.submit(*transaction, wait, kWaitMs);
  if (submitted) return std::move(submitted->transaction);
  // Before the request went out nothing can have come of it.
  if (submitted.error().code != "no_answer") return fail(submitted.error());
  return fail(Error{ExitCode::unknown, "outcome_unknown",
                    "the node stopped answering after it got the transaction", submitted.error().cause,
                    "ask later: `kula tx show " + transaction->id().text() + "`"});
}

}  // namespace

Result<ExitCode> send_actions(const Settings& settings, std::vector<types::Action> actions) {
  auto drafted = draft(settings, std::move(actions));
  if (!drafted) return fail(drafted.error());
  if (settings.dry_run) return simulate(settings, *drafted);
  if (!settings.yes) {
    print_preview(drafted->node, drafted->payload, ValueText(settings, drafted->node.period_rule()));
    if (!confirm("Sign and send?")) {
      return fail(Error{ExitCode::cancelled, "cancelled", "nothing was sent", "you said no",
                        "run it again when ready"});
    }
  }
  const auto status = send(settings, *drafted);
  if (!status) return fail(status.error());
  return report(settings, ValueText(settings, drafted->node.period_rule()), *status,
                drafted->payload.actions);
}

Result<api::TransactionStatus> sign_and_send(const Settings& settings, std::vector<types::Action> actions) {
  auto drafted = draft(settings, std::move(actions));
  if (!drafted) return fail(drafted.error());
  return send(settings, *drafted);
}

Result<TimeMs> wall_clock_of_node(const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto chain = node->status();
  if (!chain) return fail(chain.error());
  return std::max(chain->now, chain->time);
}

}  // namespace kula::cli
