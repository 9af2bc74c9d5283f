// Where everything that is to be verified passes: what is being verified for one asker is not verified a
// second time for another. Between the askers and the pool of verifiers. Engine's thread.
#pragma once

#include <map>

#include "node/engine/ports.h"
#include "node/engine/signature_cache.h"

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
  SignatureVerifier& pool_;
  struct Asked {
    SignatureCache::Key key;
    std::vector<std::uint64_t> tokens;
  };
  std::map<std::uint64_t, Asked> asked_;                 // by the pool's token
  std::map<SignatureCache::Key, std::uint64_t> tokens_;  // the pool's token of what is being verified
  std::uint64_t count_ = 0;
};

}  // namespace kula::engine
