// Fixed keys, blocks and votes for tests. Nothing here calls the room under test.
#pragma once

#include <algorithm>

#include "consensus/signer.h"
#include "ledger/crypto/sha256.h"
#include "ledger/types/block.h"

namespace kula::consensus::testing {

inline Hash hash_of(std::uint64_t number) {
  const auto text = std::to_string(number);
  return crypto::sha256(as_bytes(text));
}
inline types::BlockId block_id(std::uint64_t number) { return {hash_of(number).bytes}; }

// A seeded sequence: the same seed gives the same signatures.
class SeededRandom : public AuxiliaryRandom {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(hash_of(seed)) {}
  Hash next() override { return state_ = crypto::sha256(state_.view()); }

 private:
  Hash state_;
};

struct Committee {
  types::ChainId chain{hash_of(7777).bytes};
  types::ValidatorSet set;
  std::vector<Hash> secrets;  // by index

  explicit Committee(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) secrets.push_back(hash_of(1000 + i));
    std::sort(secrets.begin(), secrets.end(), [](const Hash& a, const Hash& b) {
      return key_from(a).public_key() < key_from(b).public_key();
    });
    for (const auto& secret : secrets) set.validators.push_back({key_from(secret).public_key()});
  }
  [[nodiscard]] static crypto::SecretKey key_from(const Hash& secret) {
    return std::move(*crypto::SecretKey::from_bytes(secret.view()));
  }
  [[nodiscard]] crypto::SecretKey key(std::size_t index) const { return key_from(secrets[index]); }
  [[nodiscard]] types::Vote vote(std::size_t index, const types::VoteSubject& subject) const {
    types::Vote vote;
    vote.subject = subject;
    vote.validator = static_cast<std::uint8_t>(index);
    vote.signature = key(index).sign(types::vote_message(chain, subject), hash_of(index));
    return vote;
  }
  [[nodiscard]] types::Certificate certificate(const types::VoteSubject& subject,
                                               const std::vector<std::size_t>& signers) const {
    types::Certificate result;
    result.subject = subject;
    for (const auto index : signers) {
      result.signers |= std::uint32_t{1} << index;
      result.signatures.push_back(vote(index, subject).signature);
    }
    return result;
  }
  // The set of these of the keys.
  [[nodiscard]] types::ValidatorSet set_of(const std::vector<std::size_t>& members) const {
    types::ValidatorSet result;
    for (const auto member : members) result.validators.push_back(set.validators[member]);
    return result;
  }
  [[nodiscard]] types::BlockHeader genesis() const {
    types::BlockHeader header;
    header.chain_id = chain;
    header.time = TimeMs{1'000'000};
    header.validator_set = header.next_validator_set = set.hash();
    header.state_root = hash_of(1);
    return header;
  }
};

inline Hash next_state(const Hash& state) { return crypto::sha256(state.view()); }

// A valid block without transactions; `salt` makes another one of it, `bad_state` an invalid one.
struct BlockRequest {
  types::View view{1};
  std::uint8_t proposer = 0;
  TimeMs time;
  std::uint32_t salt = 0;
  bool bad_state = false;
  std::optional<Hash> next_set = std::nullopt;  // closes the epoch
};
inline std::shared_ptr<const types::Block> child_of(const types::BlockHeader& parent,
                                                    const BlockRequest& request) {
  types::Block block;
  auto& header = block.header;
  header = parent;
  header.view = request.view;
  header.height = next(parent.height);
  header.parent = types::id_of(parent);
  header.proposer = request.proposer;
  header.time = request.time;
  header.receipt_root = hash_of(request.salt);
  header.state_root = request.bad_state ? hash_of(666) : next_state(parent.state_root);
  header.epoch = types::epoch_after(parent);
  header.validator_set = parent.next_validator_set;
  header.next_validator_set = request.next_set.value_or(header.validator_set);
  return std::make_shared<const types::Block>(std::move(block));
}

inline types::VoteSubject notarize(std::uint64_t view, const types::BlockId& block) {
  return {types::VoteKind::notarize, {}, types::View{view}, block};
}
inline types::VoteSubject finalize(std::uint64_t view, const types::BlockId& block) {
  return {types::VoteKind::finalize, {}, types::View{view}, block};
}
inline types::VoteSubject nullify(std::uint64_t view) {
  return {types::VoteKind::nullify, {}, types::View{view}, {}};
}

}  // namespace kula::consensus::testing
