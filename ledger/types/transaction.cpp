#include "ledger/types/transaction.h"

#include "ledger/codec/binary.h"
#include "ledger/crypto/key_points.h"
#include "ledger/crypto/tags.h"

namespace kula::types {

namespace {
constexpr std::uint16_t kTransactionVersion = 1;
constexpr std::size_t kKeySignatureBytes = 1 + crypto::Signature::kSize;

// The payload opens the transaction's bytes; the signatures after it have a known length.
ByteView payload_bytes(ByteView bytes, std::size_t signatures) {
  return bytes.first(bytes.size() - sizeof(std::uint32_t) - signatures * kKeySignatureBytes);
}

TransactionId id_of_bytes(ByteView payload) {
  return TransactionId{crypto::tagged_hash(crypto::kTagTransaction, {payload}).bytes};
}

std::optional<Transaction::Error> fault_of(const SignedTransaction& value) {
  if (value.payload.version != kTransactionVersion) return Transaction::Error::unknown_version;
  const std::size_t actions = value.payload.actions.size();
  if (actions < 1 || actions > kMaxActionsPerTransaction) return Transaction::Error::action_count;
  if (value.signatures.size() > kMaxKeysPerAuth) return Transaction::Error::malformed;
  return std::nullopt;
}
}  // namespace

Expected<Transaction, Transaction::Error> Transaction::make(SignedTransaction value, Bytes bytes) {
  if (bytes.size() > kMaxTransactionBytes) return fail(Error::too_large);
  if (const auto fault = fault_of(value)) return fail(*fault);
  Transaction result;
  result.id_ = id_of_bytes(payload_bytes(bytes, value.signatures.size()));
  result.bytes_hash_.bytes = crypto::tagged_hash(crypto::kTagTransactionBytes, {bytes}).bytes;
  result.value_ = std::move(value);
  result.bytes_ = std::move(bytes);
  return result;
}

Expected<Transaction, Transaction::Error> Transaction::parse(ByteView bytes) {
  if (bytes.size() > kMaxTransactionBytes) return fail(Error::too_large);
  auto decoded = codec::decode<SignedTransaction>(bytes);
  if (!decoded) return fail(Error::malformed);
  return make(std::move(*decoded), to_bytes(bytes));
}

Expected<Transaction, Transaction::Error> Transaction::from(SignedTransaction signed_transaction) {
  Bytes bytes = codec::encode(signed_transaction);
  return make(std::move(signed_transaction), std::move(bytes));
}

std::string_view to_string(Transaction::Error error) {
  switch (error) {
    case Transaction::Error::malformed:
      return "malformed";
    case Transaction::Error::too_large:
      return "too large";
    case Transaction::Error::unknown_version:
      return "unknown version";
    case Transaction::Error::action_count:
      return "wrong number of actions";
  }
  return "unknown";
}

TransactionId id_of(const TransactionPayload& payload) { return id_of_bytes(codec::encode(payload)); }

Hash signing_message(const TransactionId& id) { return Hash{id.bytes}; }

namespace {

template <class Verify>
bool all_signed(const Auth& auth, const std::vector<KeySignature>& signatures, Verify verify) {
  if (auth.threshold == 0 || signatures.size() != auth.threshold) return false;
  const crypto::PublicKey* previous = nullptr;
  for (const KeySignature& signature : signatures) {
    if (signature.key_index >= auth.keys.size()) return false;
    // Ascending keys, not only indices: a key that stands in an Auth twice must not count twice.
    const crypto::PublicKey& key = auth.keys[signature.key_index];
    if (previous != nullptr && key <= *previous) return false;
    if (!verify(key, signature.signature)) return false;
    previous = &key;
  }
  return true;
}

}  // namespace

bool signed_by(const Auth& auth, const TransactionId& id, const std::vector<KeySignature>& signatures) {
  return signed_by(auth, signing_message(id), signatures);
}

bool signed_by(const Auth& auth, const TransactionId& id, const std::vector<KeySignature>& signatures,
               crypto::KeyPoints& points) {
  const auto message = signing_message(id);
  return all_signed(auth, signatures, [&](const crypto::PublicKey& key, const crypto::Signature& signature) {
    return points.verify(key, message, signature);
  });
}

bool signed_by(const Auth& auth, const Hash& message, const std::vector<KeySignature>& signatures) {
  return all_signed(auth, signatures, [&](const crypto::PublicKey& key, const crypto::Signature& signature) {
    return crypto::verify(key, message, signature);
  });
}

}  // namespace kula::types
