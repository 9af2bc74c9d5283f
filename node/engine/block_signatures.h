// Signatures of a block's transactions, verified on the pool before the block is executed, so that the
// engine's thread has nothing left to verify. What the state of the parent cannot tell (a key that the block
// itself rotates, an account that it opens) is left to the execution.
#pragma once

#include <functional>

#include "ledger/execution/processor.h"
#include "node/engine/signature_cache.h"
#include "node/engine/signature_desk.h"

namespace kula::engine {

class BlockSignatures {
 public:
  // REQUIRES all outlive this.
  BlockSignatures(const execution::Processor& processor, SignatureCache& cache, SignatureDesk& desk)
      : processor_(processor), cache_(cache), desk_(desk) {}

  using Done = std::function<void()>;
  // Has those verified that the cache does not know, with the keys of `state`. True: `done` follows, from
  // verified(). False: there is nothing to wait for.
  [[nodiscard]] bool verify(const types::TransactionList& transactions, const state::StateView& state,
                            Done done);
  // The desk's verdicts. What is signed is in the cache; what is not will be found invalid by the execution.
  void verified(const std::vector<Verdict>& verdicts);

 private:
  const execution::Processor& processor_;
  SignatureCache& cache_;
  SignatureDesk& desk_;
  struct Waiting {
    std::size_t left = 0;
    Done done;
  };
  struct Job {
    std::uint64_t waiting = 0;
    types::TransactionPointer transaction;
    types::Auth auth;
  };
  std::map<std::uint64_t, Waiting> waiting_;
  std::map<std::uint64_t, Job> jobs_;  // by token
  std::uint64_t waiting_count_ = 0;
  std::uint64_t next_token_ = kBlockTokens;
};

}  // namespace kula::engine
