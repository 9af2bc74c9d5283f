#include "node/engine/block_signatures.h"

#include "ledger/base/check.h"

namespace kula::engine {

bool BlockSignatures::verify(const types::TransactionList& transactions, const state::StateView& state,
                             Done done) {
  std::map<types::Address, std::optional<execution::SenderState>> senders;
  std::vector<VerifyJob> jobs;
  for (const auto& transaction : transactions) {
    const auto& address = transaction->payload().sender;
    auto sender = senders.find(address);
    if (sender == senders.end()) sender = senders.emplace(address, processor_.sender(state, address)).first;
    if (!sender->second) continue;
    const auto& auth = sender->second->auth;
    if (cache_.contains(*transaction, auth)) continue;
    jobs_.emplace(next_token_, Job{waiting_count_, transaction, auth});
    jobs.push_back({next_token_++, transaction, auth});
  }
  if (jobs.empty()) return false;
  waiting_.emplace(waiting_count_++, Waiting{jobs.size(), std::move(done)});
  desk_.verify(std::move(jobs));
  return true;
}

void BlockSignatures::verified(const std::vector<Verdict>& verdicts) {
  for (const auto& verdict : verdicts) {
    const auto job = jobs_.find(verdict.token);
    KULA_CHECK(job != jobs_.end(), "a verdict on nothing that was asked; report this as a bug");
    if (verdict.is_signed) cache_.insert(*job->second.transaction, job->second.auth);
    const auto waiting = waiting_.find(job->second.waiting);
    jobs_.erase(job);
    if (--waiting->second.left > 0) continue;
    const auto done = std::move(waiting->second.done);
    waiting_.erase(waiting);
    done();
  }
}

}  // namespace kula::engine
