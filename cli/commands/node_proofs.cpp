// kula node ready | evidence: what a node can prove to the others.
#include "cli/commands/localnet_options.h"
#include "cli/commands/node_commands.h"
#include "cli/localnet/node_folder.h"
#include "cli/node_client.h"
#include "cli/print.h"
#include "cli/sender.h"
#include "contracts/accounts/node_evidence.h"
#include "contracts/accounts/node_ready.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"

namespace kula::cli {

namespace {

using contracts::accounts::ReadyNode;
using contracts::accounts::ReportEvidence;

// The block that is signed for is the newest of the node that is asked: the operator's own, which has synced.
Result<ExitCode> ready(const Arguments& arguments, const Settings& settings) {
  const auto name = Slug::from_text(arguments.text("NODE"));
  if (!name) return usage_error("that is no name of a node", "give its name in the registry, as node-5");
  const auto kulad = localnet::find_kulad(arguments.text("kulad"));
  if (!kulad) return fail(kulad.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto status = node->status();
  if (!status) return fail(status.error());
  const auto signature =
      localnet::prove_ready(*kulad, arguments.text("data-dir"), status->height, status->tip);
  if (!signature) return fail(signature.error());
  const ReadyNode action{*name, status->height, status->tip, *signature};
  return send_actions(settings, {{ReadyNode::kNumber, codec::encode(action)}});
}

void show(const api::EvidenceList& list, const Settings& settings) {
  if (settings.json) return print_json(codec::to_json(list));
  if (list.evidence.empty()) print_line("the node has seen no two votes that contradict each other");
  for (const auto& one : list.evidence) {
    print_line("validator " + one.validator.text() + " in epoch " + one.epoch.text() + ", view " +
               one.view.text());
  }
}

// Without --account it only shows them: to send them, somebody must sign.
Result<ExitCode> evidence(const Arguments&, const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto list = node->evidence();
  if (!list) return fail(list.error());
  const bool records = !settings.account.empty() || !settings.build.empty();
  if (!records || list->evidence.empty()) {
    show(*list, settings);
    return ExitCode::done;
  }
  if (!settings.build.empty() && list->evidence.size() > 1) {
    return usage_error("there are " + std::to_string(list->evidence.size()) + " proofs, and one file",
                       "leave out --build: each is recorded by a transaction of its own");
  }
  for (const auto& one : list->evidence) {
    const ReportEvidence action{one.first, one.second};
    const auto sent = send_actions(settings, {{ReportEvidence::kNumber, codec::encode(action)}});
    if (sent) continue;
    if (sent.error().code != "evidence_known") return fail(sent.error());
    print_note("that is on the chain already: validator " + one.validator.text());
  }
  return ExitCode::done;
}

}  // namespace

Command node_ready_command() {
  return {"node",
          "ready",
          "Show that a node you operate has the chain and its key: needed before it may be voted in",
          {{"NODE", "Its name in the registry", true, false, false},
           {"data-dir", "Its data folder, with the consensus key", true, false, false},
           kulad_option()},
          {"kula node ready node-5 --data-dir .localnet/node-5 --account operator",
           "kula node ready ann --data-dir node --account ann --node http://127.0.0.1:8700"},
          ready,
          Reach::chain};
}

Command node_evidence_command() {
  return {"node",
          "evidence",
          "Show the contradicting votes that a node has seen; with --account, record them on the chain",
          {},
          {"kula node evidence", "kula node evidence --account ann"},
          evidence,
          Reach::chain};
}

}  // namespace kula::cli
