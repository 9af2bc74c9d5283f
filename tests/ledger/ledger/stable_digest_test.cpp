#include "ledger/stable_digest.h"

#include <gtest/gtest.h>

#include "ledger/crypto/sha256.h"
#include "ledger/memory_state.h"

namespace kula::ledger {
namespace {

// Rows are {run-dependent byte, value}: the stable form of a row is its table and its value.
Hash digest_of(const state::Writes& rows) {
  MemoryState state;
  state.apply(rows, {});
  return stable_digest(state, [](ByteView key, ByteView value) {
    Bytes row;
    row.reserve(2 + value.size());
    append(row, key.first(2));
    append(row, value);
    return row;
  });
}

TEST(StableDigest, DiffersWithTheValueTheTableAndTheNumberOfRows) {
  const Hash digest = digest_of({{{0, 1, 7}, Bytes{5}}});
  EXPECT_NE(digest, digest_of({{{0, 1, 7}, Bytes{6}}}));
  EXPECT_NE(digest, digest_of({{{0, 2, 7}, Bytes{5}}}));
  EXPECT_NE(digest, digest_of({}));
  EXPECT_NE(digest, digest_of({{{0, 1, 7}, Bytes{5}}, {{0, 1, 8}, Bytes{5}}})) << "equal rows count";
}

TEST(StableDigest, DoesNotDependOnWhatTheCallbackLeavesOut) {
  // The second run holds the same rows under other run-dependent keys, in another order.
  EXPECT_EQ(digest_of({{{0, 1, 1}, Bytes{5}}, {{0, 1, 2}, Bytes{6}}}),
            digest_of({{{0, 1, 8}, Bytes{6}}, {{0, 1, 9}, Bytes{5}}}));
}

TEST(StableDigest, LeavesOutRowsOfWhichNothingRemains) {
  const auto digest = [](const state::Writes& rows) {
    MemoryState state;
    state.apply(rows, {});
    return stable_digest(
        state, [](ByteView key, ByteView value) { return key[1] == 9 ? Bytes{} : to_bytes(value); });
  };
  EXPECT_EQ(digest({{{0, 1}, Bytes{5}}}),
            digest({{{0, 1}, Bytes{5}}, {{0, 9}, Bytes{7}}, {{0, 9, 1}, Bytes{8}}}));
  EXPECT_NE(digest({{{0, 1}, Bytes{5}}}), digest({{{0, 9}, Bytes{5}}}));
}

TEST(StableDigest, IsTheTaggedHashOfTheSortedDigestsOfRows) {
  const Hash tag = crypto::sha256(as_bytes("kula/replay-digest/v1"));
  const Hash one = crypto::sha256(Bytes{0, 1, 5});
  const Hash two = crypto::sha256(Bytes{0, 1, 6});
  EXPECT_EQ(digest_of({{{0, 1, 1}, Bytes{5}}, {{0, 1, 2}, Bytes{6}}}),
            crypto::sha256({tag.view(), tag.view(), std::min(one, two).view(), std::max(one, two).view()}));
}

}  // namespace
}  // namespace kula::ledger
