#include "node/engine/snapshot_fill.h"

#include <algorithm>

#include "node/engine/nonce.h"

namespace kula::engine {

namespace {

std::string not_stored(const storage::StoreError& error) {
  return "the snapshot could not be stored: " + error.message + "; check the disk, then start again";
}

}  // namespace

SnapshotFill::SnapshotFill(Rooms rooms, Filling filling, const types::BlockId& genesis_block)
    : rooms_(std::move(rooms)),
      genesis_(filling.genesis),
      genesis_block_(genesis_block),
      manifest_(filling.snapshot.manifest),
      block_(types::id_of(manifest_.header)),
      installer_(filling.store, std::move(filling.snapshot.manifest), std::move(filling.snapshot.closes)),
      chunks_(installer_.missing()) {}

void SnapshotFill::start(const Now& now) {
  moved_ms_ = reported_ms_ = now.steady_ms;
  if (auto begun = installer_.begin(); !begun) {
    is_over_ = true;
    rooms_.failed(not_stored(begun.error()));
  }
}

void SnapshotFill::receive(const PeerId& peer, const ChunkAnswer& message, const Now& now) {
  const auto found = std::find_if(requests_.begin(), requests_.end(), [&](const Request& request) {
    return request.peer == peer && request.nonce == message.nonce;
  });
  if (is_over_ || found == requests_.end()) return;  // given up meanwhile, or never asked
  const auto part = found->part;
  requests_.erase(found);
  if (!message.chunk) return rest(peer, now);
  const auto chunk = types::open_chunk(manifest_, part, *message.chunk);
  if (!chunk) {
    disconnected(peer);
    return rooms_.peers.punish(
        peer, "it gives a chunk of a snapshot that is none: " + std::string(to_string(chunk.error())));
  }
  failures_.erase(peer);
  ++rooms_.metrics.chunks_received;
  if (auto added = installer_.add(part, *chunk); !added) {
    is_over_ = true;
    return rooms_.failed(not_stored(added.error()));
  }
  if (progress().chunks_done % kFillPace == 0) moved_ms_ = now.steady_ms;
}

void SnapshotFill::disconnected(const PeerId& peer) {
  std::erase_if(requests_, [&](const Request& request) { return request.peer == peer; });
}

void SnapshotFill::work(const Now& now) {
  if (is_over_) return;
  if (installer_.missing() == 0) return finish();
  std::erase_if(requests_, [&](const Request& request) {
    if (request.due_ms > now.steady_ms) return false;
    rest(request.peer, now);
    return true;
  });
  std::erase_if(rests_until_ms_, [&](const auto& entry) { return entry.second <= now.steady_ms; });
  if (rooms_.peers.all().empty()) moved_ms_ = now.steady_ms;  // nobody was asked
  if (now.steady_ms >= moved_ms_ + kFillStallMs) {
    is_over_ = true;
    rooms_.log.write(LogLevel::warning, "no peer has the chunks of the snapshot at height " +
                                            manifest_.header.height.text() + " any more: looks for another");
    return rooms_.ended();
  }
  ask(now);
  report(now);
}

// R22: twice as long each time, so that those who give nothing do not hold the places of those who do.
void SnapshotFill::rest(const PeerId& peer, const Now& now) {
  auto& failures = failures_[peer];
  rests_until_ms_[peer] = now.steady_ms + (kChunkRestMs << failures);
  failures = std::min(failures + 1, kMaxChunkDoublings);
}

void SnapshotFill::ask(const Now& now) {
  while (requests_.size() < kChunkRequests) {
    const auto part = next_part();
    const auto peer = part ? choose() : std::nullopt;
    if (!peer) return;
    const auto nonce = make_nonce(rooms_.random);
    requests_.push_back({*part, *peer, nonce, now.steady_ms + kChunkAnswerMs});
    last_asked_ = *peer;
    rooms_.peers.send(*peer, Lane::sync, ChunkRequest{nonce, block_, manifest_.depth, *part});
  }
}

std::optional<std::uint32_t> SnapshotFill::next_part() const {
  for (std::uint32_t part = 0; part < manifest_.parts.size(); ++part) {
    const bool is_asked = std::any_of(requests_.begin(), requests_.end(),
                                      [&](const Request& request) { return request.part == part; });
    if (installer_.needs(part) && !is_asked) return part;
  }
  return std::nullopt;
}

// In turn, so that no peer has to give it all.
std::optional<PeerId> SnapshotFill::choose() const {
  const auto& all = rooms_.peers.all();
  auto at = all.upper_bound(last_asked_);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (at == all.end()) at = all.begin();
    const auto& peer = *at++;
    const bool is_busy = std::any_of(requests_.begin(), requests_.end(),
                                     [&](const Request& request) { return request.peer == peer; });
    if (!is_busy && !rests_until_ms_.contains(peer)) return peer;
  }
  return std::nullopt;
}

void SnapshotFill::finish() {
  is_over_ = true;
  if (auto finished = installer_.finish(genesis_, genesis_block_); !finished)
    return rooms_.failed(not_stored(finished.error()));
  rooms_.log.write(LogLevel::info, "filled from the snapshot at height " + manifest_.header.height.text() +
                                       ": " + std::to_string(chunks_) + " chunks");
  rooms_.ended();
}

std::optional<std::uint64_t> SnapshotFill::due_ms() const {
  if (is_over_) return std::nullopt;
  auto due = std::min(moved_ms_ + kFillStallMs, reported_ms_ + kSyncReportMs);
  for (const auto& request : requests_) due = std::min(due, request.due_ms);
  for (const auto& [peer, until_ms] : rests_until_ms_) due = std::min(due, until_ms);
  return due;
}

api::SnapshotProgress SnapshotFill::progress() const {
  return {manifest_.header.height, chunks_ - installer_.missing(), chunks_};
}

void SnapshotFill::report(const Now& now) {
  if (now.steady_ms < reported_ms_ + kSyncReportMs) return;
  reported_ms_ = now.steady_ms;
  const auto done = progress();
  rooms_.log.write(LogLevel::info, "filling from the snapshot at height " + done.height.text() + ": " +
                                       std::to_string(done.chunks_done) + " of " +
                                       std::to_string(done.chunks) + " chunks, " +
                                       std::to_string(rooms_.peers.all().size()) + " peers");
}

}  // namespace kula::engine
