#include "ledger/types/history.h"

#include <bit>

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"

namespace kula::types {

namespace {

Hash root_of(std::uint64_t count, const std::vector<Hash>& peaks) {
  if (count == 0) return Hash{};
  codec::Writer writer;
  writer.integer(crypto::kPrefixHistoryRoot);
  writer.integer(count);
  for (const Hash& peak : peaks) writer.raw(peak.view());
  return crypto::sha256(writer.take());
}

bool shape_is_right(std::uint64_t count, const std::vector<Hash>& peaks) {
  return peaks.size() == static_cast<std::size_t>(std::popcount(count));
}

struct Place {
  std::size_t peak = 0;    // which of the peaks the block is under
  std::uint8_t level = 0;  // that peak's level
};

// REQUIRES height < count. Peaks stand over the set bits of count, highest first.
Place place_of(std::uint64_t height, std::uint64_t count) {
  Place place;
  std::uint64_t before = 0;
  for (std::uint8_t level = 64; level-- > 0;) {
    const std::uint64_t width = std::uint64_t{1} << level;
    if ((count & width) == 0) continue;
    if (height - before < width) {
      place.level = level;
      return place;
    }
    before += width;
    ++place.peak;
  }
  return place;
}

}  // namespace

void HistoryPeaks::append(const BlockId& id) { static_cast<void>(append_and_list(id)); }

std::vector<HistoryPeaks::Node> HistoryPeaks::append_and_list(const BlockId& id) {
  KULA_CHECK(shape_is_right(count, peaks),
             "the history's peaks do not fit its count; run `kulad tool verify --data-dir DIR`");
  std::vector<Node> completed = {{0, count, Hash{id.bytes}}};
  for (std::uint64_t rest = count; rest % 2 == 1; rest /= 2) {
    const Node& last = completed.back();
    const Hash hash = crypto::node_hash(crypto::kPrefixHistoryNode, peaks.back(), last.hash);
    peaks.pop_back();
    completed.push_back({static_cast<std::uint8_t>(last.level + 1), rest / 2, hash});
  }
  peaks.push_back(completed.back().hash);
  ++count;
  return completed;
}

Hash HistoryPeaks::root() const { return root_of(count, peaks); }

std::optional<HistoryProof> prove_in_history(const HistoryPeaks& peaks, std::uint64_t height,
                                             HistoryNodes nodes, const void* context) {
  if (height >= peaks.count) return std::nullopt;
  HistoryProof proof{height, peaks.count, {}, peaks.peaks};
  const Place place = place_of(height, peaks.count);
  for (std::uint8_t level = 0; level < place.level; ++level) {
    const auto sibling = nodes(context, level, height >> level ^ 1);
    if (!sibling) return std::nullopt;
    proof.siblings.push_back(*sibling);
  }
  return proof;
}

bool verify_in_history(const Hash& history_root, const BlockId& id, const HistoryProof& proof) {
  if (proof.height >= proof.count || !shape_is_right(proof.count, proof.peaks)) return false;
  const Place place = place_of(proof.height, proof.count);
  if (proof.siblings.size() != place.level || root_of(proof.count, proof.peaks) != history_root) return false;
  Hash hash{id.bytes};
  std::uint64_t at = proof.height;
  for (const Hash& sibling : proof.siblings) {
    hash = at % 2 == 0 ? crypto::node_hash(crypto::kPrefixHistoryNode, hash, sibling)
                       : crypto::node_hash(crypto::kPrefixHistoryNode, sibling, hash);
    at /= 2;
  }
  return hash == proof.peaks[place.peak];
}

}  // namespace kula::types
