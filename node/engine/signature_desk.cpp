#include "node/engine/signature_desk.h"

#include "ledger/base/check.h"

namespace kula::engine {

SignatureDesk::Asked* SignatureDesk::find(const types::Transaction& transaction, const types::Auth& auth) {
  const auto* const token = tokens_.find(transaction.bytes_hash());
  if (token == nullptr) return nullptr;
  Asked& asked = asked_[*token - first_token_];
  return asked.auth == auth ? &asked : nullptr;
}

void SignatureDesk::verify(std::vector<VerifyJob> jobs) {
  std::vector<VerifyJob> fresh;
  for (auto& job : jobs) {
    if (auto* const known = find(*job.transaction, job.auth)) {
      known->tokens.push_back(job.token);
      continue;
    }
    asked_.push_back({job.transaction, job.auth, {job.token}});
    job.for_block = job.token >= kBlockTokens;
    job.token = first_token_ + asked_.size() - 1;
    tokens_[job.transaction->bytes_hash()] = job.token;
    fresh.push_back(std::move(job));
  }
  if (!fresh.empty()) pool_.verify(std::move(fresh));
}

SignatureDesk::Resolved SignatureDesk::resolve(const std::vector<Verdict>& verdicts) {
  Resolved resolved;
  for (const auto& verdict : verdicts) {
    const auto at = verdict.token - first_token_;
    KULA_CHECK(at < asked_.size() && !asked_[at].tokens.empty(),
               "a verdict on nothing that was asked; report this as a bug");
    Asked& asked = asked_[at];
    for (const auto token : asked.tokens) {
      auto& list = token >= kBlockTokens ? resolved.blocks : resolved.admission;
      list.push_back({token, verdict.is_signed});
    }
    const auto& id = asked.transaction->bytes_hash();
    if (const auto* const last = tokens_.find(id); last != nullptr && *last == verdict.token)
      tokens_.erase(id);
    asked = {};  // its place stays until all before it are answered
  }
  for (; !asked_.empty() && asked_.front().tokens.empty(); ++first_token_) asked_.pop_front();
  return resolved;
}

}  // namespace kula::engine
