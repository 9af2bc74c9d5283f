#include "cli/sender.h"

#include "cli/key_store.h"
#include "cli/outcome.h"
#include "cli/preview.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/signing.h"
#include "cli/transaction_file.h"

namespace kula::cli {

namespace {

constexpr std::uint64_t kLifeMs = 10 * kMinuteMs;  // a transaction that nobody includes by then is void
// Of one that people pass around. An hour less than the chain allows: its time may be behind the clock's.
constexpr std::uint64_t kBuiltLifeMs = types::kMaxExpiryAheadMs - kHourMs;
constexpr unsigned kWaitMs = 30'000;

// A transaction before it is signed, and what signing it needs.
struct Draft {
  NodeClient node;
  types::Auth auth;  // of the sender
  types::TransactionPayload payload;
};

Error too_large(types::Transaction::Error error) {
  return {ExitCode::usage, "too_large", "the transaction is too large", std::string(to_string(error)),
          "send fewer actions at once"};
}

Error not_open(const Settings& settings, const types::Address& account) {
  const auto key = KeyStore(settings.keys_dir).find(settings.account);
  const auto keys = key ? key->public_key.text() : std::string("…");
  return {
      ExitCode::not_found, "account_not_found", "no account is open for " + settings.account,
      "the chain knows no account " + account.text(),
      "a registrar opens it: `kula account open HANDLE --kind person --auth threshold=1,keys=" + keys + "`"};
}

Result<Draft> draft(const Settings& settings, const types::Address& sender, std::uint64_t life_ms,
                    std::vector<types::Action> actions) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto chain = node->status();
  if (!chain) return fail(chain.error());
  auto account = node->account(sender);
  if (!account && account.error().exit == ExitCode::not_found) return fail(not_open(settings, sender));
  if (!account) return fail(account.error());

  types::TransactionPayload payload;
  payload.chain_id = chain->chain_id;
  payload.sender = sender;
  payload.nonce = account->next_nonce;
  payload.expires_at = after(clock_of(*chain), life_ms);
  payload.actions = std::move(actions);
  return Draft{std::move(*node), std::move(account->auth), std::move(payload)};
}

Result<Draft> draft(const Settings& settings, const KeyFile& key, std::vector<types::Action> actions) {
  auto drafted = draft(settings, key.account, kLifeMs, std::move(actions));
  if (drafted && drafted->auth.threshold != 1) {
    return fail(Error{ExitCode::key, "more_signatures_needed",
                      "this account needs " + std::to_string(drafted->auth.threshold) + " signatures",
                      "one key cannot sign for it",
                      "give --build FILE, and have that signed: `kula tx sign FILE --account KEY`"});
  }
  return drafted;
}

Result<types::Transaction> sign(const Settings& settings, const KeyFile& key, const Draft& draft) {
  const auto secret = unlock(settings, key);
  if (!secret) return fail(secret.error());
  types::SignedTransaction transaction{draft.payload, {}};
  const auto message = types::signing_message(types::id_of(draft.payload));
  if (auto added = add_signature(transaction.signatures, draft.auth, *secret, message); !added)
    return fail(added.error());
  auto signed_transaction = types::Transaction::from(std::move(transaction));
  if (!signed_transaction) return fail(too_large(signed_transaction.error()));
  return std::move(*signed_transaction);
}

Result<api::TransactionStatus> sign_and_send(const Settings& settings, const KeyFile& key, Draft& draft) {
  const auto transaction = sign(settings, key, draft);
  if (!transaction) return fail(transaction.error());
  return send(settings, draft.node, *transaction);
}

Result<ExitCode> build(const Settings& settings, std::vector<types::Action> actions) {
  const auto sender = acting_account(settings);
  if (!sender) return fail(sender.error());
  auto drafted = draft(settings, *sender, kBuiltLifeMs, std::move(actions));
  if (!drafted) return fail(drafted.error());
  if (settings.dry_run) return simulate(settings, drafted->node, drafted->payload);
  const auto transaction = types::Transaction::from({drafted->payload, {}});
  if (!transaction) return fail(too_large(transaction.error()));
  if (auto written = create_transaction(settings.build, transaction->value()); !written)
    return fail(written.error());
  print_transaction(drafted->node, settings, transaction->value(), drafted->auth);
  print_note("Next, with each key: kula tx sign " + harmless(settings.build) + " --account KEY");
  return ExitCode::done;
}

}  // namespace

Result<types::Address> acting_account(const Settings& settings) {
  if (!settings.build.empty() && settings.account.starts_with("kula1")) {
    if (const auto address = types::Address::from_text(settings.account)) return *address;
    return usage_error("--account is no address: a letter is wrong or missing",
                       "copy it from `kula account show --handle HANDLE`");
  }
  const auto key = signing_key(settings);
  if (!key) return fail(key.error());
  return key->account;
}

Result<api::TransactionStatus> send(const Settings& settings, NodeClient& node,
                                    const types::Transaction& transaction) {
  print_note("transaction " + transaction.id().text());
  const auto wait = settings.no_wait ? api::Wait::accepted : api::Wait::final;
  auto submitted = node.submit(transaction, wait, kWaitMs);
  if (submitted) return std::move(submitted->transaction);
  // Before the request went out nothing can have come of it.
  if (submitted.error().code != "no_answer") return fail(submitted.error());
  return fail(Error{ExitCode::unknown, "outcome_unknown",
                    "the node stopped answering after it got the transaction", submitted.error().cause,
                    "ask later: `kula tx show " + transaction.id().text() + "`"});
}

Result<ExitCode> simulate(const Settings& settings, NodeClient& node,
                          const types::TransactionPayload& payload) {
  const auto transaction = types::Transaction::from({payload, {}});
  if (!transaction) return fail(too_large(transaction.error()));
  const auto outcome = node.simulate(*transaction);
  if (!outcome) return fail(outcome.error());
  return report(settings, ValueText(settings, node.period_rule()), *outcome, payload.actions);
}

Result<ExitCode> send_actions(const Settings& settings, std::vector<types::Action> actions) {
  if (!settings.build.empty()) return build(settings, std::move(actions));
  const auto key = signing_key(settings);
  if (!key) return fail(key.error());
  auto drafted = draft(settings, *key, std::move(actions));
  if (!drafted) return fail(drafted.error());
  if (settings.dry_run) return simulate(settings, drafted->node, drafted->payload);
  if (!settings.yes) {
    for (const auto& line : preview(drafted->node, settings, drafted->payload)) print_note(line);
    if (!confirm("Sign and send?")) {
      return fail(cancelled("nothing was sent"));
    }
  }
  const auto status = sign_and_send(settings, *key, *drafted);
  if (!status) return fail(status.error());
  return report(settings, ValueText(settings, drafted->node.period_rule()), *status,
                drafted->payload.actions);
}

Result<api::TransactionStatus> sign_and_send(const Settings& settings, std::vector<types::Action> actions) {
  const auto key = signing_key(settings);
  if (!key) return fail(key.error());
  auto drafted = draft(settings, *key, std::move(actions));
  if (!drafted) return fail(drafted.error());
  return sign_and_send(settings, *key, *drafted);
}

Result<TimeMs> wall_clock_of_node(const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto chain = node->status();
  if (!chain) return fail(chain.error());
  return clock_of(*chain);
}

}  // namespace kula::cli
