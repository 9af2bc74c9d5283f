#include "cli/sender.h"

#include "cli/key_store.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/render.h"
#include "ledger/codec/json.h"
#include "ledger/crypto/random.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

namespace {

constexpr std::uint64_t kLifeMs = 10 * kMinuteMs;  // a transaction that nobody includes by then is void
constexpr unsigned kWaitMs = 30'000;

Error rejection(const std::string& code, const std::string& advice, unsigned failing_action) {
  return {ExitCode::rejected, code, "the chain rejected the transaction: nothing changed",
          "action " + std::to_string(failing_action + 1) + " broke a rule", advice};
}

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

void show(const types::TransactionPayload& payload, const api::ChainStatus& chain) {
  print_note("chain   " + chain.chain_id.text());
  print_note("account " + payload.sender.text());
  for (const auto& action : payload.actions) {
    print_note("action  " + describe_action(contract_kinds().action_json(action)));
  }
}

// A transaction before it is signed, and what signing it needs.
struct Draft {
  NodeClient node;
  api::ChainStatus chain;
  KeyFile key;
  types::Auth auth;  // of the sender
  types::TransactionPayload payload;
};

Result<Draft> draft(const Settings& settings, std::vector<types::Action> actions) {
  if (settings.account.empty()) {
    return usage_error("no account was named", "give --account NAME; see `kula keys list`");
  }
  auto key = KeyStore(settings.keys_dir).find(settings.account);
  if (!key) return fail(key.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  auto chain = node->status();
  if (!chain) return fail(chain.error());
  auto account = node->account(key->account);
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
  if (settings.json) print_json(codec::to_json(*outcome));
  if (outcome->valid && outcome->code == 0) {
    if (!settings.json) {
      print_line("It would be accepted:");
      for (const auto& event : outcome->events) print_line("  " + describe_event(event.event));
    }
    return ExitCode::done;
  }
  return fail(rejection(outcome->valid ? outcome->code_name : outcome->fault, outcome->advice,
                        outcome->failing_action));
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
  if (submitted.error().code != "node_unreachable") return fail(submitted.error());
  return fail(Error{ExitCode::unknown, "outcome_unknown",
                    "the node stopped answering after it got the transaction", submitted.error().cause,
                    "ask later: `kula tx show " + transaction->id().text() + "`"});
}

}  // namespace

const contracts::ContractProcessor& contract_kinds() {
  static const contracts::ContractProcessor kKinds;
  return kKinds;
}

Result<ExitCode> send_actions(const Settings& settings, std::vector<types::Action> actions) {
  auto drafted = draft(settings, std::move(actions));
  if (!drafted) return fail(drafted.error());
  if (settings.dry_run) return simulate(settings, *drafted);
  if (!settings.yes) {
    show(drafted->payload, drafted->chain);
    if (!confirm("Sign and send?")) {
      return fail(Error{ExitCode::cancelled, "cancelled", "nothing was sent", "you said no",
                        "run it again when ready"});
    }
  }
  const auto status = send(settings, *drafted);
  if (!status) return fail(status.error());
  return report(settings, *status);
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

Result<ExitCode> report(const Settings& settings, const api::TransactionStatus& status) {
  if (settings.json) {
    print_json(codec::to_json(status));
  } else if (status.status == api::TransactionState::final) {
    print_line("final in block " + status.height.value_or(Height{}).text());
    for (const auto& event : status.events) print_line("  " + describe_event(event.event));
  }
  return outcome_of(settings, status);
}

Result<ExitCode> outcome_of(const Settings& settings, const api::TransactionStatus& status) {
  switch (status.status) {
    case api::TransactionState::final:
      return ExitCode::done;
    case api::TransactionState::rejected:
      return fail(rejection(status.code_name, status.advice, status.failing_action));
    case api::TransactionState::pending:
      if (settings.no_wait) return ExitCode::done;
      return fail(Error{ExitCode::unknown, "outcome_unknown", "the transaction is not final yet",
                        "it is still pending", "wait with `kula tx show " + status.id.text() + "`"});
    case api::TransactionState::expired:
      return fail(Error{ExitCode::failed, "expired", "the transaction expired before a block took it",
                        "no block can hold it any more", "send it again"});
    case api::TransactionState::unknown:
      if (status.code_name != "history_unavailable") break;
      return fail(Error{ExitCode::not_found, status.code_name,
                        "this node does not know the transaction, and lacks the blocks before its snapshot",
                        status.advice, "ask another node with --node URL"});
  }
  return fail(Error{ExitCode::not_found, "unknown_transaction", "this node does not know the transaction",
                    "it never arrived, or was forgotten after it expired", "check the id and the node"});
}

}  // namespace kula::cli
