// Transactions (contracts C0.7). The ledger does not know what an action means: it is a number and bytes.
#pragma once

#include "ledger/base/expected.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"
#include "ledger/types/ids.h"

namespace kula::crypto {
class KeyPoints;
}

namespace kula::types {

struct Action {
  std::uint16_t kind = 0;
  Bytes body;  // canonical bytes of the kind's struct
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("body", body));
  }
  bool operator==(const Action&) const = default;
};

// What is signed. The id is the tagged hash of exactly these bytes; it is also the idempotency key.
struct TransactionPayload {
  std::uint16_t version = 1;
  ChainId chain_id;
  Address sender;
  std::uint64_t nonce = 0;  // the sender's number of included transactions before this one
  TimeMs expires_at;        // included only in blocks with time < expires_at <= time + kMaxExpiryAheadMs
  std::vector<Action> actions;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("chain_id", chain_id),
            codec::field("sender", sender), codec::field("nonce", nonce),
            codec::field("expires_at", expires_at), codec::field("actions", actions));
  }
};

struct KeySignature {
  std::uint8_t key_index = 0;  // into the account's Auth::keys
  crypto::Signature signature;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("key_index", key_index), codec::field("signature", signature));
  }
};

struct SignedTransaction {
  TransactionPayload payload;
  std::vector<KeySignature> signatures;  // exactly Auth::threshold, by ascending key index
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("payload", payload), codec::field("signatures", signatures));
  }
};

// A transaction with its canonical bytes and hashes, computed once. Immutable; only parse() and from() make
// one.
class Transaction {
 public:
  enum class Error : std::uint8_t { malformed, too_large, unknown_version, action_count };

  // Canonical bytes, limits of limits.h, version; nothing that needs state.
  [[nodiscard]] static Expected<Transaction, Error> parse(ByteView bytes);
  [[nodiscard]] static Expected<Transaction, Error> from(SignedTransaction signed_transaction);

  [[nodiscard]] const TransactionPayload& payload() const { return value_.payload; }
  [[nodiscard]] const std::vector<KeySignature>& signatures() const { return value_.signatures; }
  [[nodiscard]] const SignedTransaction& value() const { return value_; }
  [[nodiscard]] ByteView bytes() const { return bytes_; }
  [[nodiscard]] const TransactionId& id() const { return id_; }
  [[nodiscard]] const TransactionBytesHash& bytes_hash() const { return bytes_hash_; }

 private:
  Transaction() = default;
  // REQUIRES `bytes` to be the encoding of `value`.
  static Expected<Transaction, Error> make(SignedTransaction value, Bytes bytes);
  SignedTransaction value_;
  Bytes bytes_;
  TransactionId id_;
  TransactionBytesHash bytes_hash_;
};
[[nodiscard]] std::string_view to_string(Transaction::Error error);

[[nodiscard]] TransactionId id_of(const TransactionPayload& payload);
// The message every signer of the payload signs: the id's 32 bytes (its tag and the chain id are inside).
[[nodiscard]] Hash signing_message(const TransactionId& id);
// Signatures of exactly `auth.threshold` distinct keys, ascending, all valid for `id`.
[[nodiscard]] bool signed_by(const Auth& auth, const TransactionId& id,
                             const std::vector<KeySignature>& signatures);
// The same, by a thread that verifies a lot.
[[nodiscard]] bool signed_by(const Auth& auth, const TransactionId& id,
                             const std::vector<KeySignature>& signatures, crypto::KeyPoints& points);
// The same for any message that is a tagged hash (R21's manifest).
[[nodiscard]] bool signed_by(const Auth& auth, const Hash& message,
                             const std::vector<KeySignature>& signatures);

}  // namespace kula::types
