// The stream between two nodes. The first two bytes say where it is cut in two: what is read must not depend
// on how the bytes came.
#include "node/io/peer_frames.h"
#include "tests/fuzz/fuzz.h"

namespace {

constexpr std::size_t kMaxContent = 512;

struct Reading {
  kula::Bytes frames;  // all of them, written again
  kula::io::FrameReader::Result end = kula::io::FrameReader::Result::incomplete;
};

void read_on(kula::io::FrameReader& reader, kula::ByteView part, Reading& reading) {
  using kula::io::FrameReader;
  if (reading.end == FrameReader::Result::malformed) return;
  kula::append(reader.input(), part);
  kula::io::Frame frame;
  while ((reading.end = reader.next(frame)) == FrameReader::Result::frame) {
    KULA_CHECK(frame.content.size() <= kMaxContent, "a frame above the limit");
    kula::append(reading.frames, kula::io::frame(frame.kind, frame.content));
  }
}

}  // namespace

KULA_FUZZ(input) {
  using namespace kula;
  fuzz::accept_exact(input, io::parse_hello, codec::encode<io::Hello>);
  fuzz::accept_exact(input, io::parse_refusal, codec::encode<io::Refusal>);
  if (input.size() < 2) return;
  const std::size_t cut = input[0] + 256U * input[1];
  const auto stream = input.subspan(2);
  Reading whole;
  io::FrameReader one(kMaxContent);
  read_on(one, stream, whole);
  KULA_CHECK(fuzz::same(whole.frames, stream.first(whole.frames.size())),
             "a frame is not the bytes that came");
  Reading parts;
  io::FrameReader two(kMaxContent);
  read_on(two, stream.first(std::min(cut, stream.size())), parts);
  read_on(two, stream.subspan(std::min(cut, stream.size())), parts);
  KULA_CHECK(parts.frames == whole.frames && parts.end == whole.end,
             "where the stream is cut changes what it says");
}
