#include "node/io/peer_frames.h"

#include "ledger/codec/binary.h"

namespace kula::io {

namespace {

constexpr std::size_t kLengthBytes = 4;

template <class T>
std::optional<T> parse(ByteView content) {
  auto decoded = codec::decode<T>(content);
  if (!decoded) return std::nullopt;
  return std::move(*decoded);
}

}  // namespace

FrameKind frame_kind(engine::Lane lane) {
  switch (lane) {
    case engine::Lane::consensus:
      return FrameKind::consensus;
    case engine::Lane::sync:
      return FrameKind::sync;
    case engine::Lane::transactions:
      return FrameKind::transactions;
  }
  return FrameKind::transactions;
}

void append_frame_head(Bytes& to, FrameKind kind, std::size_t content_bytes) {
  const auto length = static_cast<std::uint32_t>(content_bytes + 1);
  for (unsigned shift = 0; shift < 32; shift += 8) to.push_back(static_cast<std::uint8_t>(length >> shift));
  to.push_back(static_cast<std::uint8_t>(kind));
}

Bytes frame(FrameKind kind, ByteView content) {
  Bytes bytes;
  bytes.reserve(kFrameHeadBytes + content.size());
  append_frame_head(bytes, kind, content.size());
  append(bytes, content);
  return bytes;
}

Bytes hello_frame(const Hello& hello) { return frame(FrameKind::hello, codec::encode(hello)); }
Bytes refusal_frame(const Refusal& refusal) { return frame(FrameKind::refusal, codec::encode(refusal)); }
std::optional<Hello> parse_hello(ByteView content) { return parse<Hello>(content); }
std::optional<Refusal> parse_refusal(ByteView content) { return parse<Refusal>(content); }

FrameReader::Result FrameReader::next(Frame& frame) {
  const auto left = ByteView(bytes_).subspan(taken_);
  if (left.size() < kLengthBytes) {
    // What was given is no longer looked at: the rest moves to the front.
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(std::exchange(taken_, 0)));
    return Result::incomplete;
  }
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) length |= static_cast<std::size_t>(left[i]) << (8 * i);
  if (length == 0 || length - 1 > max_content_) return Result::malformed;
  if (left.size() - kLengthBytes < length) {
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(std::exchange(taken_, 0)));
    return Result::incomplete;
  }
  const auto kind = left[kLengthBytes];
  if (kind < static_cast<std::uint8_t>(FrameKind::hello) ||
      kind > static_cast<std::uint8_t>(FrameKind::transactions)) {
    return Result::malformed;
  }
  frame = {static_cast<FrameKind>(kind), left.subspan(kFrameHeadBytes, length - 1)};
  taken_ += kLengthBytes + length;
  return Result::frame;
}

}  // namespace kula::io
