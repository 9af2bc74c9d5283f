#include "ledger/types/history.h"

#include <gtest/gtest.h>
#include <map>

#include "ledger/crypto/tags.h"

namespace kula::types {
namespace {

BlockId block_id(std::uint64_t height) {
  return BlockId{crypto::sha256(as_bytes("block " + std::to_string(height))).bytes};
}

// The perfect tree over blocks from .. from + 2^level - 1, by definition.
Hash reference_tree(std::uint64_t from, std::uint8_t level) {
  if (level == 0) return Hash{block_id(from).bytes};
  const std::uint8_t below = static_cast<std::uint8_t>(level - 1);
  const Bytes prefix = {0x03};
  const Hash left = reference_tree(from, below);
  const Hash right = reference_tree(from + (std::uint64_t{1} << below), below);
  return crypto::sha256({prefix, left.view(), right.view()});
}

std::vector<Hash> reference_peaks(std::uint64_t count) {
  std::vector<Hash> peaks;
  std::uint64_t from = 0;
  for (std::uint8_t level = 20; level-- > 0;) {
    if ((count >> level & 1) == 0) continue;
    peaks.push_back(reference_tree(from, level));
    from += std::uint64_t{1} << level;
  }
  return peaks;
}

Hash reference_root(std::uint64_t count) {
  if (count == 0) return Hash{};
  Bytes bytes = {0x04};
  for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<std::uint8_t>(count >> 8 * i));
  for (const Hash& peak : reference_peaks(count)) append(bytes, peak.view());
  return crypto::sha256(bytes);
}

using Store = std::map<std::pair<std::uint8_t, std::uint64_t>, Hash>;

std::optional<Hash> stored(const void* context, std::uint8_t level, std::uint64_t index) {
  const auto& store = *static_cast<const Store*>(context);
  const auto found = store.find({level, index});
  return found == store.end() ? std::nullopt : std::optional<Hash>(found->second);
}

struct History {
  HistoryPeaks peaks;
  Store store;
  explicit History(std::uint64_t count) {
    for (std::uint64_t height = 0; height < count; ++height) {
      for (const auto& node : peaks.append_and_list(block_id(height)))
        store[{node.level, node.index}] = node.hash;
    }
  }
};

TEST(HistoryProof, IsRefusedAfterAnyMutation) {
  for (std::uint64_t count = 1; count <= 33; ++count) {
    const History history(count);
    const Hash root = history.peaks.root();
    for (std::uint64_t height = 0; height < count; ++height) {
      const HistoryProof good = prove_in_history(history.peaks, height, stored, &history.store).value();
      for (auto part : {&HistoryProof::siblings, &HistoryProof::peaks}) {
        for (std::size_t i = 0; i < (good.*part).size(); ++i) {
          HistoryProof changed = good;
          (changed.*part)[i].bytes[i] ^= 1;
          EXPECT_FALSE(verify_in_history(root, block_id(height), changed));
          changed = good;
          (changed.*part).erase((changed.*part).begin() + static_cast<std::ptrdiff_t>(i));
          EXPECT_FALSE(verify_in_history(root, block_id(height), changed));
        }
        HistoryProof longer = good;
        (longer.*part).push_back(Hash{});
        EXPECT_FALSE(verify_in_history(root, block_id(height), longer));
      }
      for (std::uint64_t other = 0; other <= count + 1; ++other) {
        if (other != height) {
          HistoryProof moved = good;
          moved.height = other;
          EXPECT_FALSE(verify_in_history(root, block_id(height), moved))
              << count << " " << height << " " << other;
          EXPECT_FALSE(verify_in_history(root, block_id(other), good))
              << count << " " << height << " " << other;
        }
        if (other != count) {
          HistoryProof resized = good;
          resized.count = other;
          EXPECT_FALSE(verify_in_history(root, block_id(height), resized))
              << count << " " << height << " " << other;
        }
      }
    }
  }
}

TEST(HistoryProof, IsRefusedForNoBlocksAndForHugeCounts) {
  EXPECT_FALSE(verify_in_history(Hash{}, block_id(0), HistoryProof{}));
  const History history(3);
  for (const std::uint64_t count : {std::uint64_t{1} << 63, UINT64_MAX}) {
    HistoryProof proof = prove_in_history(history.peaks, 0, stored, &history.store).value();
    proof.count = count;
    EXPECT_FALSE(verify_in_history(history.peaks.root(), block_id(0), proof));
    proof.peaks.resize(64);
    EXPECT_FALSE(verify_in_history(history.peaks.root(), block_id(0), proof));
  }
}

TEST(HistoryProof, RefusesAnInnerNodeAsABlock) {
  const History history(4);
  const BlockId inner{reference_tree(0, 1).bytes};
  const HistoryProof shorter{0, 4, {reference_tree(2, 1)}, history.peaks.peaks};
  EXPECT_FALSE(verify_in_history(history.peaks.root(), inner, shorter));
}

TEST(HistoryProof, RefusesPeaksThatDoNotFitTheCountUnderARootMadeForThem) {
  const auto root_over = [](std::uint8_t count, ByteView peaks) {
    return crypto::sha256({Bytes{0x04, count, 0, 0, 0, 0, 0, 0, 0}, peaks});
  };
  const BlockId id = block_id(0);
  EXPECT_TRUE(verify_in_history(root_over(1, id.view()), id, {0, 1, {}, {Hash{id.bytes}}}));
  EXPECT_FALSE(verify_in_history(root_over(1, {}), id, {0, 1, {}, {}}));
  Bytes twice = to_bytes(id.view());
  append(twice, id.view());
  EXPECT_FALSE(verify_in_history(root_over(1, twice), id, {0, 1, {}, {Hash{id.bytes}, Hash{id.bytes}}}));
}

TEST(HistoryProof, CannotBeMadeBeyondTheEndOrWithoutItsNodes) {
  const History history(5);
  EXPECT_FALSE(prove_in_history(history.peaks, 5, stored, &history.store));
  const Store nothing;
  EXPECT_FALSE(prove_in_history(history.peaks, 1, stored, &nothing));
  EXPECT_TRUE(prove_in_history(history.peaks, 4, stored, &nothing))
      << "a peak of one block needs no siblings";
}

TEST(HistoryPeaks, AgreeWithTheDefinition) {
  HistoryPeaks peaks;
  for (std::uint64_t count = 0; count <= 33; ++count) {
    EXPECT_EQ(peaks.peaks, reference_peaks(count)) << count;
    EXPECT_EQ(peaks.root(), reference_root(count)) << count;
    EXPECT_EQ(peaks.count, count);
    peaks.append(block_id(count));
  }
}

TEST(HistoryPeaks, ListTheNodesThatAnAppendCompletes) {
  const History history(33);
  std::size_t nodes = 0;
  for (std::uint8_t level = 0; level <= 5; ++level) {
    for (std::uint64_t index = 0; (index + 1) << level <= 33; ++index) {
      ++nodes;
      EXPECT_EQ(stored(&history.store, level, index), reference_tree(index << level, level));
    }
  }
  EXPECT_EQ(history.store.size(), nodes);
}

TEST(HistoryProof, VerifiesForEveryBlockUnderEveryCount) {
  for (std::uint64_t count = 1; count <= 33; ++count) {
    const History history(count);
    for (std::uint64_t height = 0; height < count; ++height) {
      const auto proof = prove_in_history(history.peaks, height, stored, &history.store);
      ASSERT_TRUE(proof);
      EXPECT_TRUE(verify_in_history(reference_root(count), block_id(height), *proof))
          << count << " " << height;
    }
  }
}

TEST(HistoryPeaksDeathTest, StopTheProcessWhenTheyDoNotFitTheirCount) {
  HistoryPeaks peaks;
  peaks.count = 3;
  EXPECT_DEATH(peaks.append(block_id(0)), "do not fit");
}

}  // namespace
}  // namespace kula::types
