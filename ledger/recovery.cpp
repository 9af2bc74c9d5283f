#include "ledger/recovery.h"

#include <map>

#include "ledger/base/check.h"
#include "ledger/types/state_proof.h"

namespace kula::ledger {

namespace {

// Remembers what was read of a state.
class RecordingState final : public state::StateView {
 public:
  explicit RecordingState(const state::StateView& below) : below_(below) {}
  [[nodiscard]] std::optional<Bytes> get(const state::StateKey& key) const override {
    const auto found = read_.find(key);
    return found != read_.end() ? found->second : read_.emplace(key, below_.get(key)).first->second;
  }
  void scan(ByteView, ByteView, const Visitor&) const override {
    check_failed(
        "who may recover a chain was found by scanning, which cannot be proved; report this as a bug",
        __FILE__, __LINE__);
  }
  [[nodiscard]] const std::map<state::StateKey, std::optional<Bytes>>& read() const { return read_; }

 private:
  const state::StateView& below_;
  mutable std::map<state::StateKey, std::optional<Bytes>> read_;
};

// Rows that were proved, and nothing else: what is not among them is not known to be absent.
class ProvenState final : public state::StateView {
 public:
  explicit ProvenState(const std::vector<types::ProvenStateRow>& rows) {
    for (const auto& row : rows) rows_.emplace(row.key, row.value);
  }
  [[nodiscard]] std::optional<Bytes> get(const state::StateKey& key) const override {
    const auto found = rows_.find(key);
    if (found == rows_.end()) lacks_rows_ = true;
    return found == rows_.end() ? std::nullopt : found->second;
  }
  void scan(ByteView, ByteView, const Visitor&) const override { lacks_rows_ = true; }
  [[nodiscard]] bool lacks_rows() const { return lacks_rows_; }

 private:
  std::map<state::StateKey, std::optional<Bytes>> rows_;
  mutable bool lacks_rows_ = false;
};

std::optional<RecoveryFault> fault_of(const types::RecoveryManifest& manifest,
                                      const types::BlockHeader& last_final) {
  if (manifest.version != types::RecoveryManifest{}.version) return RecoveryFault::unknown_version;
  if (manifest.chain_id != last_final.chain_id) return RecoveryFault::other_chain;
  if (manifest.height != last_final.height || manifest.block != types::id_of(last_final))
    return RecoveryFault::other_block;
  if (manifest.epoch != types::epoch_after(last_final)) return RecoveryFault::wrong_epoch;
  if (!manifest.next.is_valid()) return RecoveryFault::bad_validators;
  if (manifest.next.hash() == last_final.next_validator_set) return RecoveryFault::same_validators;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(RecoveryFault fault) {
  switch (fault) {
    case RecoveryFault::behind:
      return "the block that it names is not here yet";
    case RecoveryFault::other_block:
      return "another block is final at the height that it names";
    case RecoveryFault::later_block:
      return "a block after the one that it names is final";
    case RecoveryFault::other_recovery:
      return "another recovery was adopted";
    case RecoveryFault::not_written:
      return "it could not be stored";
    case RecoveryFault::unknown_version:
      return "it has an unknown version";
    case RecoveryFault::other_chain:
      return "it is of another chain";
    case RecoveryFault::wrong_epoch:
      return "it ends another epoch than the one after the block that it names";
    case RecoveryFault::bad_validators:
      return "its validators are no set of 1 to 21 distinct keys in ascending order";
    case RecoveryFault::same_validators:
      return "its validators are those of now";
    case RecoveryFault::not_well_formed:
      return "its signatures are not in ascending order of members, each once, or take too many bytes";
    case RecoveryFault::no_member:
      return "somebody signed who has no vote";
    case RecoveryFault::bad_signature:
      return "a signature does not hold";
    case RecoveryFault::too_few:
      return "not more than two thirds of the members signed";
  }
  return "unknown";
}

std::string text_of(const RecoveryRefusal& refusal) {
  std::string text(to_string(refusal.fault));
  return refusal.detail.empty() ? text : text + ": " + refusal.detail;
}

Expected<RecoverySupport, RecoveryRefusal> judge_recovery(const types::SignedRecovery& recovery,
                                                          const types::BlockHeader& last_final,
                                                          const state::StateView& state,
                                                          const execution::Processor& processor) {
  if (const auto fault = fault_of(recovery.manifest, last_final)) return fail(RecoveryRefusal{*fault, {}});
  if (!types::is_well_formed(recovery)) return fail(RecoveryRefusal{RecoveryFault::not_well_formed, {}});
  const Hash message = types::hash_of(recovery.manifest);
  for (const auto& [member, signatures] : recovery.signatures) {
    const auto auth = processor.member(state, last_final.time, member);
    if (!auth) return fail(RecoveryRefusal{RecoveryFault::no_member, member.text()});
    if (!types::signed_by(*auth, message, signatures))
      return fail(RecoveryRefusal{RecoveryFault::bad_signature, member.text()});
  }
  RecoverySupport support{processor.member_count(state, last_final.time), 0, recovery.signatures.size()};
  support.needed = types::members_needed(support.members);
  if (support.signers < support.needed) {
    return fail(RecoveryRefusal{RecoveryFault::too_few, std::to_string(support.signers) + " of " +
                                                            std::to_string(support.members) + ", and " +
                                                            std::to_string(support.needed) + " are needed"});
  }
  return support;
}

Expected<types::EpochClose, RecoveryRefusal> close_by_recovery(
    const types::SignedRecovery& recovery, const types::BlockHeader& last_final,
    const types::FinalityProof& finality, const state::StateView& state, const state::PageSource& pages,
    const state::TreeRoot& tree, const execution::Processor& processor) {
  const RecordingState recorded(state);
  if (const auto judged = judge_recovery(recovery, last_final, recorded, processor); !judged)
    return fail(judged.error());
  types::RecoveryProof proof{recovery, {}};
  for (const auto& [key, value] : recorded.read()) {
    proof.rows.push_back({key, value, state::prove_in_tree(pages, tree, types::hash_of_key(key)).proof});
  }
  return types::EpochClose{last_final, finality, recovery.manifest.next, std::move(proof)};
}

bool ProvenRowsJudge::members_agree(const types::BlockHeader& last_final,
                                    const types::RecoveryProof& proof) const {
  const ProvenState state(proof.rows);
  const auto judged = judge_recovery(proof.recovery, last_final, state, processor_);
  return judged.has_value() && !state.lacks_rows();
}

}  // namespace kula::ledger
