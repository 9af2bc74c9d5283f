#include <gtest/gtest.h>

#include "ledger/types/limits.h"
#include "toy_chain.h"

namespace kula::ledger {
namespace {

// Two ledgers of one chain: what one proposes the other executes, unless the test changes it.
class Execute : public ::testing::Test {
 protected:
  types::Block proposed(const types::TransactionList& transactions) {
    return proposer_.propose(proposer_->tip_id(), transactions)->block;
  }
  std::optional<BlockError> error_of(const types::Block& block) {
    const auto executed = follower_.execute(block);
    if (executed) return std::nullopt;
    EXPECT_EQ(follower_->executed(types::id_of(block.header)), nullptr)
        << "nothing of a refused block is kept";
    return executed.error();
  }

  storage::MemoryStore proposer_store_;
  storage::MemoryStore follower_store_;
  ToyChain proposer_{proposer_store_};
  ToyChain follower_{follower_store_};
};

TEST_F(Execute, AnswersThatAParentIsUnknown) {
  types::Block block = proposed({});
  block.header.parent.bytes[0] ^= 1;
  EXPECT_EQ(error_of(block), BlockError::unknown_parent);
}

TEST_F(Execute, AnswersThatABodyIsNotTheHeaders) {
  types::Block block = proposed({make({"ann", 0})});
  block.transactions = {make({"bob", 0})};
  EXPECT_EQ(error_of(block), BlockError::wrong_transaction_root);
  block.transactions.clear();
  EXPECT_EQ(error_of(block), BlockError::wrong_transaction_root);
}

TEST_F(Execute, TellsContractsTheParentWhoeverExecutes) {
  const auto first = proposer_.propose(proposer_->tip_id(), {});
  const auto second = proposer_.propose(first->id, {make({"ann", 0, kNoteParent, {}})});
  const auto noted = note_of(*proposer_->state_after(second->id), "parent");
  EXPECT_EQ(noted, std::string(as_text(first->id.view())));
  // The state root of the follower agrees only if it was told the same.
  EXPECT_EQ(error_of(first->block), std::nullopt);
  EXPECT_EQ(error_of(second->block), std::nullopt);
}

TEST_F(Execute, RefusesAHeaderThatDoesNotFitItsParent) {
  using Change = void (*)(types::BlockHeader&);
  const std::vector<std::pair<const char*, Change>> changes = {
      {"version", [](auto& header) { header.version = 2; }},
      {"chain", [](auto& header) { header.chain_id.bytes[0] ^= 1; }},
      {"next epoch", [](auto& header) { header.epoch = types::Epoch{1}; }},
      {"same height", [](auto& header) { header.height = Height{0}; }},
      {"height", [](auto& header) { header.height = Height{2}; }},
      {"same time", [](auto& header) { header.time = time_of(0); }},
      {"earlier time", [](auto& header) { header.time = TimeMs{0}; }},
      {"flags", [](auto& header) { header.flags = 1; }},
      {"recovery", [](auto& header) { header.recovery.bytes[31] = 1; }},
      {"validators", [](auto& header) { header.validator_set.bytes[0] ^= 1; }},
  };
  const types::Block good = proposed({make({"ann", 0})});
  for (const auto& [what, change] : changes) {
    types::Block block = good;
    change(block.header);
    EXPECT_EQ(error_of(block), BlockError::bad_header) << what;
  }
  EXPECT_EQ(follower_.signatures().asked, 0U) << "none of these needed execution";
  types::Block block = good;
  block.header.next_validator_set.bytes[0] ^= 1;
  EXPECT_EQ(error_of(block), BlockError::bad_header);
  EXPECT_EQ(error_of(good), std::nullopt);
}

TEST_F(Execute, RefusesAChildOfAClosingBlockInAnyEpochButTheNext) {
  const auto closing = proposer_.extend(
      {make({"ann", 0, kAddValidator, to_bytes(toy_key("validator 1").public_key().view())})});
  ASSERT_TRUE(follower_.execute(closing->block).has_value());
  const types::Block good = proposer_.propose(closing->id, {})->block;
  EXPECT_EQ(good.header.epoch, types::Epoch{1});
  for (const std::uint64_t epoch : {0u, 2u}) {
    types::Block block = good;
    block.header.epoch = types::Epoch{epoch};
    EXPECT_EQ(error_of(block), BlockError::bad_header) << epoch;
  }
  EXPECT_EQ(error_of(good), std::nullopt);
}

TEST_F(Execute, RefusesEachWrongRoot) {
  const types::Block good = proposed({make({"ann", 0})});
  types::Block block = good;
  block.header.receipt_root.bytes[0] ^= 1;
  EXPECT_EQ(error_of(block), BlockError::wrong_receipt_root);
  block = good;
  block.header.state_root.bytes[0] ^= 1;
  EXPECT_EQ(error_of(block), BlockError::wrong_state_root);
  block = good;
  block.header.history_root.bytes[0] ^= 1;
  EXPECT_EQ(error_of(block), BlockError::wrong_history_root);
}

TEST_F(Execute, RefusesATransactionThatMayNotStandInABlock) {
  types::Block block = proposed({make({"ann", 0})});
  for (const Deed& deed : {Deed{"ann", 1}, Deed{"nobody", 0}, Deed{"ann", 0, kAdd, {1}, true}}) {
    block.transactions = {make(deed)};
    block.header.transaction_root = types::transaction_root(block.transactions);
    EXPECT_EQ(error_of(block), BlockError::bad_transaction);
  }
}

TEST_F(Execute, RefusesMoreTransactionsThanABlockHoldsBeforeExecutingAny) {
  types::Block block = proposed({});
  block.transactions.assign(types::kMaxTransactionsPerBlock + 1, make({"ann", 0}));
  block.header.transaction_root = types::transaction_root(block.transactions);
  EXPECT_EQ(error_of(block), BlockError::bad_transaction);
  EXPECT_EQ(follower_.signatures().asked, 0U);
}

TEST_F(Execute, RefusesMoreBytesThanABlockHolds) {
  types::Block block = proposed({});
  const auto large = set_note("ann", 0, "large", std::string(60'000, 'x'));
  const std::size_t empty = types::encode_block(block).size();
  while (types::encode_block(block).size() <= types::kMaxBlockBytes) block.transactions.push_back(large);
  block.header.transaction_root = types::transaction_root(block.transactions);
  EXPECT_EQ(error_of(block), BlockError::bad_transaction);
  EXPECT_EQ(follower_.signatures().asked, 0U);
  EXPECT_LT(empty, 1000U);
}

TEST_F(Execute, FillsABlockToTheByteAndNoFurther) {
  // Notes of ann fill the block but for `left` bytes; the last one takes just these, or one too many.
  types::TransactionList candidates;
  types::Block block = proposed({});
  std::size_t size = types::encode_block(block).size();
  std::uint8_t nonce = 0;
  while (types::kMaxBlockBytes - size > 61'000) {
    candidates.push_back(set_note("ann", nonce++, "large", std::string(60'000, 'x')));
    size += 4 + candidates.back()->bytes().size();
  }
  const std::size_t around = 4 + set_note("ann", nonce, "last", "")->bytes().size();
  const std::size_t left = types::kMaxBlockBytes - size - around;
  for (const std::size_t excess : {std::size_t{0}, std::size_t{1}}) {
    auto transactions = candidates;
    transactions.push_back(set_note("ann", nonce, "last", std::string(left + excess, 'y')));
    const types::Block full = proposed(transactions);
    EXPECT_EQ(full.transactions.size(), transactions.size() - excess);
    const std::size_t bytes = types::encode_block(full).size();
    EXPECT_TRUE(excess == 0 ? bytes == types::kMaxBlockBytes : bytes < types::kMaxBlockBytes) << bytes;
    EXPECT_EQ(error_of(full), std::nullopt);
  }
}

TEST_F(Execute, GivesWhatTheProposerGot) {
  const auto proposal =
      proposer_->propose(proposer_->tip_id(), {types::Epoch{0}, types::View{3}, 0, time_of(1)},
                         {make({"ann", 0}), make({"ann", 5}), make({"bob", 0, kFail}),
                          make({"cat", 0, kAdd, {1}, true}), make({"ann", 1, kSchedule, {0}})},
                         proposer_.signatures().check());
  ASSERT_TRUE(proposal.has_value());
  const ExecutedBlock& mine = *proposal->executed;
  EXPECT_EQ(mine.block.transactions.size(), 3U);
  ASSERT_EQ(proposal->dropped.size(), 2U);
  EXPECT_EQ(proposal->dropped[0].first, make({"ann", 5})->id());
  EXPECT_EQ(proposal->dropped[0].second, execution::TransactionFault::nonce_gap);
  EXPECT_EQ(proposal->dropped[1].second, execution::TransactionFault::bad_signature);
  EXPECT_EQ(mine.receipts.transactions[1].code, kFailed);
  EXPECT_EQ(mine.receipts.jobs.size(), 1U);

  const auto executed = follower_.execute(mine.block);
  ASSERT_TRUE(executed.has_value());
  const ExecutedBlock& theirs = **executed;
  EXPECT_EQ(theirs.id, mine.id);
  EXPECT_EQ(theirs.block.header, mine.block.header);
  EXPECT_EQ(theirs.receipts, mine.receipts);
  EXPECT_EQ(theirs.writes, mine.writes);
  EXPECT_EQ(theirs.next_validator_set, mine.next_validator_set);
  EXPECT_EQ(theirs.tree.root, mine.tree.root);
  ASSERT_EQ(theirs.tree.pages.size(), mine.tree.pages.size());
  for (const auto& [name, page] : mine.tree.pages) {
    EXPECT_EQ(theirs.tree.pages.at(name)->page.slots, page->page.slots);
  }
  EXPECT_EQ(theirs.history.root(), mine.history.root());
}

TEST_F(Execute, ChecksNoSignatureAgainWhenAskedAgain) {
  const types::Block block = proposed({make({"ann", 0}), make({"bob", 0})});
  const auto first = follower_.execute(block);
  const auto second = follower_.execute(block);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(follower_.signatures().asked, 2U);
  EXPECT_EQ(follower_->executed((*first)->id), *first);
}

TEST_F(Execute, ProposesTheSameBlockAsTheSamePointer) {
  EXPECT_EQ(proposer_.propose(proposer_->tip_id(), {make({"ann", 0})}),
            proposer_.propose(proposer_->tip_id(), {make({"ann", 0})}));
}

TEST_F(Execute, ProposesNothingOnAnUnknownParent) {
  types::BlockId unknown = proposer_->tip_id();
  unknown.bytes[0] ^= 1;
  EXPECT_FALSE(proposer_
                   ->propose(unknown, {types::Epoch{0}, types::View{1}, 0, time_of(1)}, {},
                             proposer_.signatures().check())
                   .has_value());
}

TEST_F(Execute, TheHeaderSaysWhereTheBlockStands) {
  const auto block = proposer_->propose(proposer_->tip_id(), {types::Epoch{0}, types::View{5}, 6, time_of(7)},
                                        {make({"ann", 0})}, proposer_.signatures().check());
  const types::BlockHeader& header = block->executed->block.header;
  EXPECT_EQ(header.epoch, types::Epoch{0});
  EXPECT_EQ(header.view, types::View{5});
  EXPECT_EQ(header.proposer, 6);
  EXPECT_EQ(header.time, time_of(7));
  EXPECT_EQ(header.height, Height{1});
  EXPECT_EQ(header.parent, proposer_->tip_id());
  EXPECT_EQ(header.validator_set, proposer_->tip().validator_set);
  EXPECT_EQ(header.next_validator_set, header.validator_set);
  EXPECT_TRUE(header.recovery.is_zero());
  EXPECT_EQ(header.flags, 0U);
  types::HistoryPeaks genesis_only;
  genesis_only.append(proposer_->tip_id());
  EXPECT_EQ(header.history_root, genesis_only.root());
}

TEST_F(Execute, ABlockThatChangesTheValidatorsClosesItsEpoch) {
  const auto closing = proposer_.extend(
      {make({"ann", 0, kAddValidator, to_bytes(toy_key("validator 1").public_key().view())})});
  EXPECT_TRUE(types::closes_epoch(closing->block.header));
  EXPECT_EQ(proposer_->validator_set().size(), 2U);
  EXPECT_EQ(closing->block.header.next_validator_set, proposer_->validator_set().hash());
  const auto child = proposer_.propose(closing->id, {});
  EXPECT_FALSE(types::closes_epoch(child->block.header));
  EXPECT_EQ(child->block.header.validator_set, closing->block.header.next_validator_set);
}

TEST_F(Execute, ErrorsHaveTheirNames) {
  EXPECT_EQ(to_string(BlockError::unknown_parent), "unknown_parent");
  EXPECT_EQ(to_string(BlockError::wrong_transaction_root), "wrong_transaction_root");
  EXPECT_EQ(to_string(BlockError::bad_header), "bad_header");
  EXPECT_EQ(to_string(BlockError::bad_transaction), "bad_transaction");
  EXPECT_EQ(to_string(BlockError::wrong_receipt_root), "wrong_receipt_root");
  EXPECT_EQ(to_string(BlockError::wrong_state_root), "wrong_state_root");
  EXPECT_EQ(to_string(BlockError::wrong_history_root), "wrong_history_root");
}

using ExecuteDeathTest = Execute;

TEST_F(ExecuteDeathTest, AProposalThatIsNotAfterItsParentIsABug) {
  EXPECT_DEATH(static_cast<void>(proposer_->propose(proposer_->tip_id(),
                                                    {types::Epoch{0}, types::View{1}, 0, time_of(0)}, {},
                                                    proposer_.signatures().check())),
               "not after its parent");
}

TEST_F(ExecuteDeathTest, AProposalInAnotherEpochThanItsParentSaysIsABug) {
  EXPECT_DEATH(static_cast<void>(proposer_->propose(proposer_->tip_id(),
                                                    {types::Epoch{1}, types::View{1}, 0, time_of(1)}, {},
                                                    proposer_.signatures().check())),
               "in another epoch");
}

}  // namespace
}  // namespace kula::ledger
