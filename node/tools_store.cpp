// Tools that open, check and mend the store.
#include <cstdio>
#include <string>

#include "ledger/replay.h"
#include "node/node.h"
#include "node/tool_list.h"

namespace kula::node {

namespace {

constexpr std::uint64_t kProgressBlocks = 1'000;

int mismatch(Height height, const std::string& what) {
  std::fprintf(stderr,
               "kulad: block %s: %s\nThe store is not what the chain says: restore a backup or sync again.\n",
               height.text().c_str(), what.c_str());
  return kExitMismatch;
}

std::string began_with(Height first) {
  return "The chain here begins with the snapshot at height " + first.text() +
         "; lower blocks are not here.\n";
}

void show_progress(Height done, Height last) {
  if (done.value % kProgressBlocks != 0 && done != last) return;
  std::fprintf(stderr, "block %s of %s\n", done.text().c_str(), last.text().c_str());
}

}  // namespace

int tool_repair(const ToolOptions& options) {
  const auto& data_dir = options.at("data-dir");
  if (const auto done = repair_store(data_dir); !done) return tool_failed(done.error());
  auto chain = open_chain(data_dir, true);
  if (!chain) return tool_failed(chain.error());
  const auto ledger = open_ledger(*chain);
  if (!ledger) return tool_failed(ledger.error());
  const auto left = (*ledger)->tip().height;
  std::printf("The store was rebuilt from what could be read: the chain in it ends at height %s.\n",
              left.text().c_str());
  if (left.value == 0) {
    std::printf(
        "Nothing but the genesis is left. Delete %s/store, never record/, and the others' blocks come "
        "again.\n",
        data_dir.c_str());
    return kExitDone;
  }
  std::printf("Now run: kulad tool verify --data-dir %s\n", data_dir.c_str());
  return kExitDone;
}

int tool_replay(const ToolOptions& options) {
  const auto& data_dir = options.at("data-dir");
  const auto chain = open_chain(data_dir, true);
  if (!chain) return tool_failed(chain.error());
  const auto is_signed = [](const types::Transaction& transaction, const types::Auth& auth) {
    return types::signed_by(auth, transaction.id(), transaction.signatures());
  };
  const auto report =
      ledger::replay(*chain->store, *chain->processor, chain->genesis, is_signed, show_progress);
  if (!report) {
    return mismatch(report.error().height,
                    std::string(to_string(report.error().part)) + ": " + report.error().detail);
  }
  if (report->first.value > 0) std::printf("%s", began_with(report->first).c_str());
  std::printf(
      "height %s\ntip %s\nstate_root %s\ntransactions %llu\nrows %llu\nEvery root and row is what the blocks "
      "give.\n",
      report->tip.height.text().c_str(), report->tip_id.text().c_str(), report->tip.state_root.text().c_str(),
      static_cast<unsigned long long>(report->transactions), static_cast<unsigned long long>(report->rows));
  return kExitDone;
}

// Faster than a replay: links, roots over bodies and receipts, certificates, and the invariants over the
// whole state; not what transactions do.
int tool_verify(const ToolOptions& options) {
  const auto& data_dir = options.at("data-dir");
  auto chain = open_chain(data_dir, true);
  if (!chain) return tool_failed(chain.error());
  const auto ledger = open_ledger(*chain);
  if (!ledger) return tool_failed(ledger.error());
  const auto& tip = (*ledger)->tip();
  types::ValidatorSet set = chain->first_set;
  types::BlockId parent;
  Height begin;
  // Opening has led the snapshot's block back to the genesis, by the ends of all epochs before it.
  if (const auto first = (*ledger)->first_height(); first.value > 0) {
    const auto header = (*ledger)->header(first);
    const auto state = (*ledger)->state_at(first);
    if (!header || !state) return mismatch(first, "the block that the chain begins with is missing");
    set = chain->processor->validator_set(**state);
    if (set.hash() != header->next_validator_set) return mismatch(first, "other validators follow it");
    parent = types::id_of(*header);
    begin = next(first);
    std::printf("%s", began_with(first).c_str());
  }
  for (Height height = begin; height <= tip.height; height = next(height)) {
    const auto block = (*ledger)->block(height);
    const auto receipts = (*ledger)->receipts(height);
    if (!block || !receipts) return mismatch(height, "the block or its receipts are missing");
    const auto& header = block->header;
    if (header.height != height || header.parent != parent)
      return mismatch(height, "it is not the child of the one before");
    if (types::transaction_root(block->transactions) != header.transaction_root)
      return mismatch(height, "other transactions");
    if (types::receipt_root(*receipts) != header.receipt_root) return mismatch(height, "other receipts");
    // R21: the block begins an epoch whose validators the members named. Who they were, a replay judges.
    if (block->recovery) set = block->recovery->manifest.next;
    if (height.value > 0) {
      const auto finality = (*ledger)->finality(height);
      if (!finality || !types::verify(*finality, header, set)) {
        return mismatch(height, "its certificate does not hold");
      }
    }
    // R17: the block that closes an epoch, and its certificate by the old set, endorse the new one.
    if (header.next_validator_set != header.validator_set) {
      const auto state = (*ledger)->state_at(height);
      if (!state) return mismatch(height, "the state that names the next validators is not here");
      set = chain->processor->validator_set(**state);
    }
    if (set.hash() != header.next_validator_set) return mismatch(height, "other validators follow it");
    parent = types::id_of(header);
    show_progress(height, tip.height);
  }
  const auto state = (*ledger)->state_at(tip.height);
  if (!state) return mismatch(tip.height, "its state is not here");
  for (const auto name : chain->broken_invariants(**state)) {
    return mismatch(tip.height, "its state breaks the invariant " + std::string(name));
  }
  std::printf(
      "height %s\ntip %s\nEvery block follows the one before, with its transactions, receipts and "
      "certificate; the state keeps every invariant.\n",
      tip.height.text().c_str(), parent.text().c_str());
  return kExitDone;
}

}  // namespace kula::node
