#include "ledger/types/block.h"

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"
#include "ledger/types/finality_path.h"
#include "ledger/types/merkle_list.h"

namespace kula::types {

BlockId id_of(const BlockHeader& header) {
  return BlockId{crypto::tagged_hash(crypto::kTagBlock, {codec::encode(header)}).bytes};
}

Hash transaction_root(const TransactionList& transactions) {
  std::vector<Hash> leaves;
  leaves.reserve(transactions.size());
  for (const TransactionPointer& transaction : transactions)
    leaves.push_back(Hash{transaction->bytes_hash().bytes});
  return list_root(leaves);
}

Bytes encode_block(const Block& block) {
  codec::Writer writer;
  writer.value(block.header);
  writer.length(block.transactions.size());
  for (const TransactionPointer& transaction : block.transactions) {
    writer.length(transaction->bytes().size());
    writer.raw(transaction->bytes());
  }
  KULA_CHECK((block.recovery != nullptr) != block.header.recovery.is_zero(),
             "a block was to be encoded without the recovery that it names; report this as a bug");
  if (block.recovery) writer.value(*block.recovery);
  return writer.take();
}

Expected<Block, BlockDecodeError> decode_block(ByteView bytes) {
  if (bytes.size() > kMaxBlockBytes) return fail(BlockDecodeError::too_large);
  codec::Reader reader(bytes);
  Block block;
  reader.value(block.header);
  const std::size_t count = reader.length();
  if (count > kMaxTransactionsPerBlock) return fail(BlockDecodeError::too_large);
  for (std::size_t i = 0; i < count; ++i) {
    const ByteView body = reader.raw(reader.length());
    if (reader.error()) return fail(BlockDecodeError::malformed);
    auto transaction = Transaction::parse(body);
    if (!transaction) return fail(BlockDecodeError::bad_transaction);
    block.transactions.push_back(std::make_shared<const Transaction>(std::move(*transaction)));
  }
  SignedRecovery recovery;
  const bool is_recovered = !block.header.recovery.is_zero();
  if (is_recovered && !reader.error()) {
    if (reader.left() > kMaxRecoveryBytes) return fail(BlockDecodeError::too_large);
    reader.value(recovery);
  }
  if (reader.error() || reader.left() != 0) return fail(BlockDecodeError::malformed);
  if (transaction_root(block.transactions) != block.header.transaction_root) {
    return fail(BlockDecodeError::wrong_transaction_root);
  }
  if (is_recovered) {
    if (hash_of(recovery.manifest) != block.header.recovery) return fail(BlockDecodeError::wrong_recovery);
    block.recovery = std::make_shared<const SignedRecovery>(std::move(recovery));
  }
  return block;
}

bool verify(const FinalityProof& proof, const BlockHeader& header, const ValidatorSet& set) {
  return set.hash() == header.validator_set && is_linked(proof, header) &&
         verify(proof.finalization, header.chain_id, set);
}

}  // namespace kula::types
