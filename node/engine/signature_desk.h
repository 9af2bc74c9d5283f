// Where everything that is to be verified passes: what is being verified for one asker is not verified a
// second time for another. Between the askers and the pool of verifiers. Engine's thread.
#pragma once

#include <deque>

#include "node/engine/id_map.h"
#include "node/engine/ports.h"

namespace kula::engine {

// Askers have token spaces of their own: the line of admission counts from 0, blocks from here.
inline constexpr std::uint64_t kBlockTokens = std::uint64_t{1} << 63;

class SignatureDesk final : public SignatureVerifier {
 public:
  // REQUIRES `pool` outlives this.
  explicit SignatureDesk(SignatureVerifier& pool) : pool_(pool) {}

  // With the askers' tokens.
  void verify(std::vector<VerifyJob> jobs) override;

  struct Resolved {
    std::vector<Verdict> admission;
    std::vector<Verdict> blocks;
  };
  // The pool's verdicts, with the askers' tokens again.
  [[nodiscard]] Resolved resolve(const std::vector<Verdict>& verdicts);

 private:
  struct Asked {
    types::TransactionPointer transaction;
    types::Auth auth;
    std::vector<std::uint64_t> tokens;  // of all who asked; none once it is answered
  };
  // Null when it is not being verified under this auth.
  [[nodiscard]] Asked* find(const types::Transaction& transaction, const types::Auth& auth);

  SignatureVerifier& pool_;
  std::deque<Asked> asked_;        // by the pool's tokens, which count up
  std::uint64_t first_token_ = 0;  // the pool's, of asked_.front()
  // The pool's token of what is being verified; under several auths at once, of the last that was asked
  // about.
  IdMap<types::TransactionBytesHash, std::uint64_t> tokens_;
};

}  // namespace kula::engine
