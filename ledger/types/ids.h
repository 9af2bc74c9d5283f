// Names of things by hash. Each has a domain tag of its own (crypto/tags.h).
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/codec/field.h"

namespace kula::types {

struct TransactionIdTag;
using TransactionId = FixedBytes<32, TransactionIdTag>;  // hash of the payload without signatures
struct BlockIdTag;
using BlockId = FixedBytes<32, BlockIdTag>;  // hash of the header
struct ChainIdTag;
using ChainId = FixedBytes<32, ChainIdTag>;  // hash of the genesis document
struct TransactionBytesHashTag;
using TransactionBytesHash = FixedBytes<32, TransactionBytesHashTag>;  // hash of payload and signatures

}  // namespace kula::types

namespace kula::codec {
template <>
inline constexpr bool kRunDependent<types::TransactionId> = true;
template <>
inline constexpr bool kRunDependent<types::BlockId> = true;
template <>
inline constexpr bool kRunDependent<types::TransactionBytesHash> = true;
}  // namespace kula::codec
