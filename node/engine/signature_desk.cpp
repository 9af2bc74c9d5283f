#include "node/engine/signature_desk.h"

#include "ledger/base/check.h"

namespace kula::engine {

void SignatureDesk::verify(std::vector<VerifyJob> jobs) {
  std::vector<VerifyJob> fresh;
  for (auto& job : jobs) {
    const auto key = SignatureCache::key(*job.transaction, job.auth);
    const auto [place, is_new] = tokens_.emplace(key, count_);
    if (!is_new) {
      asked_.at(place->second).tokens.push_back(job.token);
      continue;
    }
    asked_.emplace(count_, Asked{key, {job.token}});
    job.for_block = job.token >= kBlockTokens;
    job.token = count_++;
    fresh.push_back(std::move(job));
  }
  if (!fresh.empty()) pool_.verify(std::move(fresh));
}

SignatureDesk::Resolved SignatureDesk::resolve(const std::vector<Verdict>& verdicts) {
  Resolved resolved;
  for (const auto& verdict : verdicts) {
    const auto found = asked_.find(verdict.token);
    KULA_CHECK(found != asked_.end(), "a verdict on nothing that was asked; report this as a bug");
    for (const auto token : found->second.tokens) {
      auto& list = token >= kBlockTokens ? resolved.blocks : resolved.admission;
      list.push_back({token, verdict.is_signed});
    }
    tokens_.erase(found->second.key);
    asked_.erase(found);
  }
  return resolved;
}

}  // namespace kula::engine
