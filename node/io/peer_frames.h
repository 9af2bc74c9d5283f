// How messages lie in the stream between two nodes: u32 length (little-endian, of what follows), u8 kind,
// content. The kinds and the greeting are the format on the wire: append, never change.
#pragma once

#include <optional>

#include "ledger/codec/field.h"
#include "ledger/types/ids.h"
#include "node/engine/ports.h"

namespace kula::io {

inline constexpr std::uint16_t kPeerProtocol = 2;
inline constexpr std::size_t kFrameHeadBytes = 5;

enum class FrameKind : std::uint8_t {
  hello = 1,
  refusal = 2,
  keep_alive = 3,
  consensus = 4,  // the engine's messages, by lane
  sync = 5,
  transactions = 6,
};

// The first frame of each side, once TLS is up: what must be equal on both.
struct Hello {
  std::uint16_t protocol = kPeerProtocol;
  types::ChainId chain;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("protocol", protocol), codec::field("chain", chain));
  }
  bool operator==(const Hello&) const = default;
};

// The answer to a hello that differs: what it would have had to be. The connection then ends.
struct Refusal {
  Hello wanted;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("wanted", wanted));
  }
};

[[nodiscard]] FrameKind frame_kind(engine::Lane lane);
void append_frame_head(Bytes& to, FrameKind kind, std::size_t content_bytes);
[[nodiscard]] Bytes frame(FrameKind kind, ByteView content);
[[nodiscard]] Bytes hello_frame(const Hello& hello);
[[nodiscard]] Bytes refusal_frame(const Refusal& refusal);
[[nodiscard]] std::optional<Hello> parse_hello(ByteView content);
[[nodiscard]] std::optional<Refusal> parse_refusal(ByteView content);

struct Frame {
  FrameKind kind = FrameKind::keep_alive;
  ByteView content;
};

// Frames out of bytes as they come. A length is judged before anything is kept for it, and memory grows with
// what has come, not with what was announced.
class FrameReader {
 public:
  // `max_content`: of one frame.
  explicit FrameReader(std::size_t max_content) : max_content_(max_content) {}
  void set_max_content(std::size_t max_content) { max_content_ = max_content; }

  [[nodiscard]] Bytes& input() { return bytes_; }  // append here; moves what next() gave
  enum class Result : std::uint8_t { frame, incomplete, malformed };
  // The content is good until the next call or the next input.
  [[nodiscard]] Result next(Frame& frame);
  // A frame has begun and not ended.
  [[nodiscard]] bool is_within_frame() const { return bytes_.size() > taken_; }

 private:
  std::size_t max_content_;
  Bytes bytes_;
  std::size_t taken_ = 0;
};

}  // namespace kula::io
