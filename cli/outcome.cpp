#include "cli/outcome.h"

#include <map>

#include "cli/contract_kinds.h"
#include "cli/event_words.h"
#include "cli/print.h"
#include "cli/render.h"
#include "contracts/projects/spdx.h"
#include "ledger/codec/json.h"

namespace kula::cli {

namespace {

// Why, and what to do about it.
struct Reason {
  std::string cause;
  std::string next;
};

std::string action_name(const Actions& actions, std::size_t index) {
  auto number = "action " + std::to_string(index + 1);
  if (index >= actions.size()) return number;
  const auto* kind = contract_kinds().registry().action(actions[index].kind);
  return kind == nullptr ? number : std::string(kind->name);
}

// A code's advice is one sentence: what is wrong, after a semicolon what to do; or only the latter.
Reason reason_of(const std::string& code, const std::string& advice, const std::string& action) {
  constexpr std::string_view kBetween = "; ";
  if (advice.empty()) return {"it broke the rule " + code, "correct it and send it again"};
  const auto at = advice.find(kBetween);
  if (at == std::string::npos) return {action + " broke the rule " + code, advice};
  return {action + ": " + advice.substr(0, at), advice.substr(at + kBetween.size())};
}

// The chain says only that a licence is none; where, can be read off what was sent.
std::optional<std::string> licence_fault(const std::string& code, const Actions& actions, std::size_t index) {
  if ((code != "licence_syntax" && code != "licence_unknown") || index >= actions.size()) return std::nullopt;
  const auto action = contract_kinds().action_json(actions[index]);
  const auto* fields = action.find("fields");
  const auto text = fields == nullptr ? std::string_view{} : fields->string_at("licence");
  const auto licence = contracts::projects::parse_licence(text);
  if (licence) return std::nullopt;
  const auto& fault = licence.error();
  const bool is_unknown = fault.kind == contracts::projects::LicenceError::Kind::unknown_id;
  return "column " + std::to_string(fault.column) + " of \"" + std::string(text) + "\": " +
         (fault.token.empty() ? "something is missing at the end"
                              : "\"" + fault.token + "\" " +
                                    (is_unknown ? "is no licence of the list" : "cannot stand here"));
}

Error rejection(const std::string& what, const std::string& code, const std::string& advice,
                const Actions& actions, std::size_t failing_action) {
  auto reason = reason_of(code, advice, action_name(actions, failing_action));
  if (auto fault = licence_fault(code, actions, failing_action)) reason = {std::move(*fault), advice};
  return {ExitCode::rejected, code, what, std::move(reason.cause), std::move(reason.next)};
}

// What no block may hold, by execution::TransactionFault.
Reason reason_of_fault(const std::string& fault) {
  static const std::map<std::string_view, Reason> kReasons{
      {"nonce_used", {"another transaction of this account came first", "run it again"}},
      {"nonce_gap", {"an earlier transaction of this account is missing", "run it again"}},
      {"expired", {"its time had passed", "run it again"}},
      {"unknown_sender",
       {"no account is open at this address", "a registrar opens one: `kula account open`"}},
      {"wrong_chain", {"the node is of another chain", "check --node"}}};
  const auto found = kReasons.find(fault);
  return found != kReasons.end() ? found->second
                                 : Reason{"no block may hold it: " + fault, "check --node and --account"};
}

Error dropped(const std::string& fault) {
  auto reason = reason_of_fault(fault);
  return {ExitCode::failed, fault, "the node dropped the transaction: it is in no block",
          std::move(reason.cause), std::move(reason.next)};
}

// First what was asked for, then all that came of it.
void print_events(const std::vector<api::EventView>& events, const ValueText& values) {
  for (const auto& event : events) {
    if (const auto words = in_words(event)) print_line(*words);
  }
  for (const auto& event : events) print_line("  " + describe_event(event, values));
}

}  // namespace

Result<ExitCode> report(const Settings& settings, const ValueText& values,
                        const api::TransactionStatus& status, const Actions& actions) {
  if (settings.json) {
    print_json(codec::to_json(status));
  } else if (status.status == api::TransactionState::final) {
    print_line("final in block " + status.height.value_or(Height{}).text());
    print_events(status.events, values);
  }
  return outcome_of(settings, status, actions);
}

Result<ExitCode> outcome_of(const Settings& settings, const api::TransactionStatus& status,
                            const Actions& actions) {
  switch (status.status) {
    case api::TransactionState::final:
      return ExitCode::done;
    case api::TransactionState::rejected:
      return fail(rejection("the chain rejected the transaction: nothing changed", status.code_name,
                            status.advice, actions, status.failing_action));
    case api::TransactionState::pending:
      if (settings.no_wait) return ExitCode::done;
      return fail(Error{ExitCode::unknown, "outcome_unknown", "the transaction is not final yet",
                        "it is still pending", "wait with `kula tx show " + status.id.text() + "`"});
    case api::TransactionState::expired:
      return fail(Error{ExitCode::failed, "expired", "the transaction expired before a block took it",
                        "no block can hold it any more", "send it again"});
    case api::TransactionState::unknown:
      if (status.code_name.empty()) break;
      if (status.code_name != "history_unavailable") return fail(dropped(status.code_name));
      return fail(Error{ExitCode::not_found, status.code_name,
                        "this node does not know the transaction, and lacks the blocks before its snapshot",
                        status.advice, "ask another node with --node URL"});
  }
  return fail(Error{ExitCode::not_found, "unknown_transaction", "this node does not know the transaction",
                    "it never arrived, or was forgotten after it expired", "check the id and the node"});
}

Result<ExitCode> report(const Settings& settings, const ValueText& values, const api::SimulateResult& result,
                        const Actions& actions) {
  if (settings.json) print_json(codec::to_json(result));
  if (!result.valid) {
    auto reason = reason_of_fault(result.fault);
    return fail(Error{ExitCode::rejected, result.fault,
                      "no block would take the transaction: nothing was sent", std::move(reason.cause),
                      std::move(reason.next)});
  }
  if (result.code != 0) {
    return fail(rejection("the chain would reject the transaction: nothing was sent", result.code_name,
                          result.advice, actions, result.failing_action));
  }
  if (settings.json) return ExitCode::done;
  print_line("It would be accepted:");
  print_events(result.events, values);
  return ExitCode::done;
}

}  // namespace kula::cli
