// kulad tool recover (R21).
#include <cstdio>
#include <iostream>

#include "node/api/recovery.h"
#include "node/io/files.h"
#include "node/recover.h"
#include "node/tool_list.h"

namespace kula::node {

namespace {

Expected<types::SignedRecovery, std::string> read_recovery(const std::string& path) {
  const auto text = io::read_file(path, api::kMaxRecoveryFileBytes);
  if (!text) return fail("the file " + path + " " + std::string(to_string(text.error())));
  auto file = api::parse_recovery(as_text(*text));
  if (!file)
    return fail(path + " is no recovery: " + file.error() + "; make one with `kula recovery create`");
  return types::SignedRecovery{std::move(file->manifest), std::move(file->signatures)};
}

void show_set(const char* what, const types::ValidatorSet& set, const std::vector<types::NodeEntry>& nodes) {
  std::printf("%s\n", what);
  for (const auto& validator : set.validators) {
    std::string name = "no node of the registry has this key: nobody can connect to it";
    for (const auto& node : nodes) {
      if (node.consensus_key == validator.key) name = node.name;
    }
    std::printf("  %s  %s\n", validator.key.text().c_str(), name.c_str());
  }
}

void show(const RecoveryPlan& plan, const types::SignedRecovery& recovery) {
  const auto& manifest = recovery.manifest;
  std::printf("chain      %s\nlast final height %s, block %s\nmanifest   %s\n",
              manifest.chain_id.text().c_str(), manifest.height.text().c_str(), manifest.block.text().c_str(),
              types::hash_of(manifest).text().c_str());
  show_set(("validators of epoch " + manifest.epoch.text() + ", which ends").c_str(), plan.before,
           plan.nodes);
  show_set("validators from the next block on", manifest.next, plan.nodes);
  std::printf("signed by %llu of %llu members, and %llu are needed\n",
              static_cast<unsigned long long>(plan.support.signers),
              static_cast<unsigned long long>(plan.support.members),
              static_cast<unsigned long long>(plan.support.needed));
  for (const auto& signature : recovery.signatures) std::printf("  %s\n", signature.member.text().c_str());
}

std::string read_answer() {
  std::fflush(stdout);
  std::string answer;
  std::getline(std::cin, answer);
  return answer;
}

void warn(const types::VoteSubject& later_vote, const types::SignedRecovery& recovery) {
  std::printf(
      "WARNING: this validator has voted to finalize block %s in view %s,\n"
      "after the last final block here. It may be final on a node that is not here: then the members signed\n"
      "for the wrong end, and this begins a second chain. Ask the operators of all nodes that are left for\n"
      "`kula node status`. If one has a height above %s, stop here: let this node catch up beside it, and\n"
      "let the members sign for the last final block there.\n",
      later_vote.block.text().c_str(), later_vote.view.text().c_str(),
      recovery.manifest.height.text().c_str());
}

// As rejoin-alone does: who names the block has looked at it.
bool is_named(const types::BlockId& last_final) {
  std::printf("If every one that is left was asked, give the id of the last final block: ");
  return read_answer() == last_final.text();
}

bool is_confirmed(bool validates) {
  if (validates) {
    std::printf(
        "Go on only if this key has never run after this recovery, and this directory is no restored copy:\n"
        "it could give votes twice that it has forgotten. Otherwise stop here, run `kulad tool rejoin`.\n");
  }
  std::printf(
      "There is no way back: whatever the old validators make final from here on is another chain.\n"
      "Go on? [y/N] ");
  const auto answer = read_answer();
  return answer == "y" || answer == "yes";
}

}  // namespace

int tool_recover(const ToolOptions& options) {
  const auto& data_dir = options.at("data-dir");
  const auto recovery = read_recovery(options.at("manifest"));
  if (!recovery) return tool_failed(recovery.error());
  const auto plan = plan_recovery(data_dir, *recovery);
  if (!plan) return tool_failed(plan.error());
  show(*plan, *recovery);
  if (plan->is_adopted) std::printf("The chain in this directory goes by it already.\n");
  const bool is_agreed = options.contains("yes");
  if (plan->later_vote) {
    warn(*plan->later_vote, *recovery);
    if (is_agreed) {
      return tool_failed(
          "nothing was changed: --yes does not answer for other nodes; ask their operators, then run this "
          "without it");
    }
    if (!is_named(recovery->manifest.block)) return tool_failed("nothing was changed");
  }
  if (!plan->is_adopted && !is_agreed && !is_confirmed(plan->validates))
    return tool_failed("nothing was changed");
  const auto record = recover(data_dir, *recovery);
  if (!record) return tool_failed(record.error());
  switch (*record) {
    case RecoveredRecord::none:
      std::printf("Done. This node follows the new validators: start it.\n");
      break;
    case RecoveredRecord::opened:
      std::printf("Done. This node votes in the new epoch: start it.\n");
      break;
    case RecoveredRecord::wiped:
      std::printf("Done. Its signing record was given up before, so this node asks the others: start it.\n");
      break;
  }
  return kExitDone;
}

}  // namespace kula::node
