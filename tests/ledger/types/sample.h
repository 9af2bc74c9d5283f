// Keys from labels and fixed values of every encoded type, for the tests of this folder.
#pragma once

#include <algorithm>

#include "ledger/crypto/sha256.h"
#include "ledger/types/block.h"
#include "ledger/types/receipt.h"

namespace kula::types {

[[nodiscard]] inline crypto::SecretKey key_of(std::string_view label) {
  return crypto::SecretKey::from_bytes(crypto::sha256(as_bytes(label)).view()).value();
}

// A value of 32, 64, … bytes that are all `byte`.
template <class Fixed>
[[nodiscard]] Fixed filled(std::uint8_t byte) {
  Fixed result;
  result.bytes.fill(byte);
  return result;
}

// Validators with their secret keys, in the order of the set.
struct Signers {
  std::vector<crypto::SecretKey> keys;
  ValidatorSet set;

  explicit Signers(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) keys.push_back(key_of("validator " + std::to_string(i)));
    std::sort(keys.begin(), keys.end(), [](const crypto::SecretKey& a, const crypto::SecretKey& b) {
      return a.public_key() < b.public_key();
    });
    for (const auto& key : keys) set.validators.push_back({key.public_key()});
  }
  [[nodiscard]] Certificate certify(const ChainId& chain, const VoteSubject& subject,
                                    std::uint32_t signers) const {
    Certificate certificate{subject, signers, {}};
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if ((signers >> i & 1) != 0) {
        certificate.signatures.push_back(keys[i].sign(vote_message(chain, subject), Hash{}));
      }
    }
    return certificate;
  }
};

[[nodiscard]] inline SignedTransaction signed_transaction(std::uint64_t nonce = 7,
                                                          std::string_view body = "body") {
  SignedTransaction value;
  value.payload.chain_id = filled<ChainId>(0xc1);
  value.payload.sender.raw = filled<Address::BinaryForm>(0x5e);
  value.payload.nonce = nonce;
  value.payload.expires_at = TimeMs{1795369061000};
  value.payload.actions = {{0x0102, to_bytes(as_bytes(body))}, {3, {}}};
  value.signatures = {{0, filled<crypto::Signature>(0x51)}, {2, filled<crypto::Signature>(0x52)}};
  return value;
}

[[nodiscard]] inline TransactionPointer transaction(std::uint64_t nonce) {
  return std::make_shared<const Transaction>(Transaction::from(signed_transaction(nonce)).value());
}

[[nodiscard]] inline BlockHeader block_header() {
  BlockHeader header;
  header.chain_id = filled<ChainId>(0xc1);
  header.epoch = Epoch{2};
  header.view = View{9};
  header.height = Height{1000};
  header.parent = filled<BlockId>(0xaa);
  header.proposer = 3;
  header.time = TimeMs{1795369061000};
  header.transaction_root = filled<Hash>(0x01);
  header.receipt_root = filled<Hash>(0x02);
  header.state_root = filled<Hash>(0x03);
  header.history_root = filled<Hash>(0x04);
  header.validator_set = filled<Hash>(0x05);
  header.next_validator_set = filled<Hash>(0x06);
  header.recovery = filled<Hash>(0x07);
  header.flags = 0x01020304;
  return header;
}

[[nodiscard]] inline Block block(std::size_t transactions) {
  Block result{block_header(), {}};
  result.header.recovery = {};
  for (std::size_t i = 0; i < transactions; ++i) result.transactions.push_back(transaction(i));
  result.header.transaction_root = transaction_root(result.transactions);
  return result;
}

}  // namespace kula::types
