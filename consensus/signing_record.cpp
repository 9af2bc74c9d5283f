#include "consensus/signing_record.h"

#include <algorithm>

#include "ledger/codec/binary.h"
#include "ledger/crypto/sha256.h"

namespace kula::consensus {

namespace {

constexpr std::string_view kFileMagic = "kularec1";
constexpr std::string_view kBatchMagic = "kbat";
constexpr std::size_t kFileHeaderBytes = 8 + RecordSalt::kSize;
constexpr std::size_t kChecksumBytes = 16;
constexpr std::size_t kBatchHeaderBytes = 4 + 4 + 8 + kChecksumBytes;

Bytes checksum(const RecordSalt& salt, std::uint64_t sequence, ByteView payload) {
  codec::Writer head;
  head.length(payload.size());
  head.integer(sequence);
  const auto hash = crypto::sha256({salt.view(), head.take(), payload});
  return {hash.bytes.begin(), hash.bytes.begin() + kChecksumBytes};
}

struct Batch {
  std::uint64_t sequence = 0;
  ByteView payload;
  std::size_t size = 0;  // of the whole batch
};

// The batch at the start of `bytes`, when it is whole and its checksum holds.
std::optional<Batch> batch_at(const RecordSalt& salt, ByteView bytes) {
  codec::Reader reader(bytes);
  if (as_text(reader.raw(kBatchMagic.size())) != kBatchMagic) return std::nullopt;
  const auto length = reader.integer<std::uint32_t>();
  const auto sequence = reader.integer<std::uint64_t>();
  const auto sum = reader.raw(kChecksumBytes);
  const auto payload = reader.raw(length);
  if (reader.error()) return std::nullopt;
  const auto expected = checksum(salt, sequence, payload);
  if (!std::equal(expected.begin(), expected.end(), sum.begin(), sum.end())) return std::nullopt;
  return Batch{sequence, payload, kBatchHeaderBytes + length};
}

// True when a good batch begins anywhere in `bytes`: what stands before it was durable once.
bool has_a_good_batch(const RecordSalt& salt, ByteView bytes) {
  const auto text = as_text(bytes);
  for (auto at = text.find(kBatchMagic); at != text.npos; at = text.find(kBatchMagic, at + 1)) {
    if (batch_at(salt, bytes.subspan(at))) return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(RecordError error) {
  switch (error) {
    case RecordError::not_a_record:
      return "no signing record";
    case RecordError::damaged:
      return "the signing record is damaged";
    case RecordError::other_chain:
      return "the signing record belongs to another network";
    case RecordError::other_key:
      return "the signing record belongs to another key";
    case RecordError::not_opened:
      return "the signing record was never opened";
    case RecordError::contradictory:
      return "the signing record contradicts itself";
  }
  return "unknown error";
}

Bytes RecordFormat::batch(const std::vector<RecordEntry>& entries) {
  KULA_CHECK(!entries.empty(), "a batch of the signing record without entries; report this as a bug");
  const Bytes payload = codec::encode(entries);
  codec::Writer out;
  out.raw(as_bytes(kBatchMagic));
  out.length(payload.size());
  out.integer(next_sequence_);
  out.raw(checksum(salt_, next_sequence_, payload));
  out.raw(payload);
  ++next_sequence_;
  return out.take();
}

Bytes RecordFormat::whole_file(const std::vector<RecordEntry>& entries) {
  next_sequence_ = 1;
  Bytes file = to_bytes(as_bytes(kFileMagic));
  append(file, salt_.view());
  append(file, batch(entries));
  return file;
}

Expected<RecordContents, RecordError> read_record(ByteView file) {
  if (file.size() < kFileHeaderBytes || as_text(file.first(kFileMagic.size())) != kFileMagic) {
    return fail(RecordError::not_a_record);
  }
  const auto salt = *RecordSalt::from_view(file.subspan(kFileMagic.size(), RecordSalt::kSize));
  std::vector<RecordEntry> entries;
  std::uint64_t next_sequence = 1;
  std::size_t at = kFileHeaderBytes;
  while (at < file.size()) {
    const auto batch = batch_at(salt, file.subspan(at));
    if (!batch) {
      if (has_a_good_batch(salt, file.subspan(at))) return fail(RecordError::damaged);
      break;  // a torn tail
    }
    if (batch->sequence != next_sequence) return fail(RecordError::damaged);
    auto decoded = codec::decode<std::vector<RecordEntry>>(batch->payload);
    if (!decoded) return fail(RecordError::damaged);
    std::move(decoded->begin(), decoded->end(), std::back_inserter(entries));
    ++next_sequence;
    at += batch->size;
  }
  return RecordContents{std::move(entries), RecordFormat(salt, next_sequence), at};
}

}  // namespace kula::consensus
