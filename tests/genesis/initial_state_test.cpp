// The state of block 0 and what its events say of it.
#include "genesis/initial_state.h"

#include <gtest/gtest.h>

#include "contracts/kernel/posting.h"
#include "contracts/processor.h"
#include "ledger/codec/binary.h"
#include "tests/genesis/sound_document.h"
#include "tests/support/map_state.h"

namespace kula::genesis {
namespace {

using contracts::Book;

GenesisDocument document_with_credits() {
  auto document = sound_document();
  document.accounts[0].credits = Amount{700};
  document.accounts[2].credits = Amount{5};
  return document;
}

TEST(InitialState, KeepsEveryInvariant) {
  tests::MapState state;
  state.apply(initial_state(document_with_credits()).writes);
  EXPECT_TRUE(contracts::ContractProcessor().broken_invariants(state).empty());
}

TEST(InitialState, TellsEveryCreditItGives) {
  const auto document = document_with_credits();
  const auto initial = initial_state(document);
  tests::MapState state;
  state.apply(initial.writes);
  ASSERT_EQ(initial.events.size(), 2U);
  Amount told;
  for (const auto& event : initial.events) {
    ASSERT_EQ(event.kind, contracts::Posting::kNumber);
    const auto posting = codec::decode<contracts::Posting>(event.body);
    ASSERT_TRUE(posting);
    EXPECT_EQ(posting->from, Book::external());
    EXPECT_EQ(posting->reason, contracts::PostingReason::genesis);
    EXPECT_EQ(contracts::balance_of(state, posting->to), posting->amount);
    told = exact_add(told, posting->amount);
  }
  EXPECT_EQ(told, Amount{705});
}

TEST(InitialState, TellsNothingWhereNobodyBeginsWithCredits) {
  auto document = document_with_credits();
  for (auto& account : document.accounts) account.credits = Amount{};
  EXPECT_TRUE(initial_state(document).events.empty());
}

}  // namespace
}  // namespace kula::genesis
