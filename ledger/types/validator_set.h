// The validators of an epoch.
#pragma once

#include "ledger/codec/field.h"
#include "ledger/crypto/keys.h"
#include "ledger/types/limits.h"

namespace kula::types {

struct Validator {
  crypto::PublicKey key;  // consensus key
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("key", key));
  }
  bool operator==(const Validator&) const = default;
};

// Ordered by key, distinct, 1 .. kMaxValidators. A validator's index is its place in this order.
struct ValidatorSet {
  std::vector<Validator> validators;
  [[nodiscard]] bool is_valid() const;
  [[nodiscard]] std::size_t size() const { return validators.size(); }
  [[nodiscard]] std::size_t max_faulty() const { return (size() - 1) / 3; }   // f
  [[nodiscard]] std::size_t quorum() const { return size() - max_faulty(); }  // q = n - f
  [[nodiscard]] std::optional<std::uint8_t> index_of(const crypto::PublicKey& key) const;
  [[nodiscard]] Hash hash() const;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("validators", validators));
  }
  bool operator==(const ValidatorSet&) const = default;
};

}  // namespace kula::types
