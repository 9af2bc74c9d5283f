#include "node/recover.h"

#include "node/io/os_random.h"
#include "node/io/record_file.h"
#include "node/keys.h"
#include "node/node.h"
#include "node/record.h"

namespace kula::node {

namespace {

types::Epoch epoch_of(const types::SignedRecovery& recovery) { return {recovery.manifest.epoch.value + 1}; }

std::string next_step(ledger::RecoveryFault fault) {
  using ledger::RecoveryFault;
  switch (fault) {
    case RecoveryFault::behind:
      return "start this node beside one that has that block, and come back when it has caught up";
    case RecoveryFault::later_block:
    case RecoveryFault::other_block:
      return "compare `kula node status` of all nodes: members have to sign for the highest final block";
    case RecoveryFault::other_recovery:
      return "find out which of the two the other operators went by; there is no way back on this node";
    case RecoveryFault::not_written:
      return "check the disk, then run this again";
    default:
      return "look at the file with `kula recovery show`, and make it anew with `kula recovery create`";
  }
}

std::string refused(const ledger::RecoveryRefusal& refusal) {
  return "the recovery was refused: " + ledger::text_of(refusal) + "; " + next_step(refusal.fault);
}

// The ledger's own answers, before anything is written.
Expected<RecoveryPlan, std::string> plan_on(const ledger::Ledger& ledger,
                                            const execution::Processor& processor,
                                            const types::SignedRecovery& recovery) {
  const auto state = ledger.state_after(ledger.tip_id());
  RecoveryPlan plan;
  plan.nodes = processor.nodes(*state);
  // Adopted before, and perhaps gone on from since: running the command again is no fault.
  const auto close = ledger.epoch_close(recovery.manifest.epoch);
  if (close && close->recovery && close->recovery->recovery.manifest == recovery.manifest) {
    plan.is_adopted = true;
    plan.last_final = close->header;
  } else if (const auto fault = ledger.cannot_adopt(recovery.manifest)) {
    return fail(refused(*fault));
  } else {
    plan.last_final = ledger.tip();
  }
  const auto before = ledger.state_at(plan.last_final.height);
  if (!before) return fail("the state that tells who the members were is not in this store");
  plan.before = processor.validator_set(**before);
  const auto judged = ledger::judge_recovery(recovery, plan.last_final, **before, processor);
  if (!judged) return fail(refused(judged.error()));
  plan.support = *judged;
  return plan;
}

// The newest of this key's finalize votes above the views that are closed by the tip. A record that cannot be
// read tells nothing here: whether it may be opened is judged when it is.
std::optional<types::VoteSubject> later_vote(const std::string& data_dir, const ledger::Ledger& ledger,
                                             types::Epoch epoch) {
  types::View closed;
  const auto finality = ledger.finality(ledger.tip().height);
  if (finality && finality->finalization.subject.epoch == epoch) closed = finality->finalization.subject.view;
  const auto file = io::RecordFile::open(record_directory(data_dir));
  const auto contents = file ? std::optional(consensus::read_record((*file)->found())) : std::nullopt;
  if (!contents || !*contents) return std::nullopt;
  std::optional<types::VoteSubject> newest;
  for (const auto& entry : (*contents)->entries) {
    const auto* voted = std::get_if<consensus::Voted>(&entry);
    if (voted == nullptr) continue;
    const auto& subject = voted->vote.subject;
    const bool is_later = subject.epoch == epoch && subject.view > closed && subject.block != ledger.tip_id();
    if (subject.kind != types::VoteKind::finalize || !is_later) continue;
    if (!newest || subject.view > newest->view) newest = subject;
  }
  return newest;
}

}  // namespace

Expected<RecoveryPlan, std::string> plan_recovery(const std::string& data_dir,
                                                  const types::SignedRecovery& recovery) {
  const auto key = read_consensus_key(data_dir);
  if (!key) return fail(key.error());
  auto chain = open_chain(data_dir, true);
  if (!chain) return fail(chain.error());
  const auto ledger = open_ledger(*chain);
  if (!ledger) return fail(ledger.error());
  auto plan = plan_on(**ledger, *chain->processor, recovery);
  if (!plan) return plan;
  plan->validates = *key && recovery.manifest.next.index_of((*key)->public_key());
  if (*key && !plan->is_adopted) plan->later_vote = later_vote(data_dir, **ledger, recovery.manifest.epoch);
  return plan;
}

Expected<RecoveredRecord, std::string> open_record_for_recovery(const std::string& data_dir,
                                                                const types::SignedRecovery& recovery,
                                                                bool is_adopted) {
  auto key = read_consensus_key(data_dir);
  if (!key) return fail(key.error());
  if (!*key || !recovery.manifest.next.index_of((*key)->public_key())) return RecoveredRecord::none;
  const auto public_key = (*key)->public_key();
  const auto& chain = recovery.manifest.chain_id;
  io::OsRandom random;
  auto record = open_record(data_dir, chain, std::move(**key), random);
  if (!record) return fail(record.error());
  const auto open = record->validator.signer.epoch();
  // R9: with no faults to spare every view needs this one's vote, so that it cannot ask and skip a view. Its
  // operator's command is what opens the epoch, as for a set of one.
  const bool can_ask = recovery.manifest.next.max_faulty() > 0;
  if (!open && (can_ask || is_adopted)) return RecoveredRecord::wiped;
  const auto epoch = epoch_of(recovery);
  if (open == epoch || (is_adopted && open > epoch)) return RecoveredRecord::opened;
  if (open > epoch) return fail("the signing record is open for a later epoch than the recovery begins");
  if (is_adopted) {
    // It came with a block from the peers. That the record lacks the epoch may be so because of that, or
    // because it is an old copy that lacks votes: nobody can tell, so the others are asked.
    return fail(
        "this node went by the recovery already, without its record: run `kulad tool rejoin --data-dir " +
        data_dir + "`, and it votes when 2f+1 of the others have told it where they stand");
  }
  const consensus::Opened opened{chain, public_key, epoch, types::View{0}};
  if (!record->file->append(record->validator.format.batch({opened})))
    return fail("the signing record could not be written: check the disk, then run this again");
  return RecoveredRecord::opened;
}

Expected<RecoveredRecord, std::string> recover(const std::string& data_dir,
                                               const types::SignedRecovery& recovery) {
  auto chain = open_chain(data_dir, true);
  if (!chain) return fail(chain.error());
  const auto ledger = open_ledger(*chain);
  if (!ledger) return fail(ledger.error());
  const auto plan = plan_on(**ledger, *chain->processor, recovery);
  if (!plan) return fail(plan.error());
  auto record = open_record_for_recovery(data_dir, recovery, plan->is_adopted);
  if (!record || plan->is_adopted) return record;
  if (const auto adopted = (*ledger)->adopt(recovery); !adopted) return fail(refused(adopted.error()));
  return record;
}

}  // namespace kula::node
