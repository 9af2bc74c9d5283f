// C11.3: a recount from the blocks gives the stored result. The recount reads transactions and receipts
// alone.
#include <gtest/gtest.h>
#include <random>

#include "contracts/accounts/persons.h"
#include "contracts/governance/create.h"
#include "contracts/governance/tables.h"
#include "contracts/governance/vote.h"
#include "tests/contracts/governance/governed_chain.h"

namespace kula::contracts::governance {
namespace {

using tests::GovernedChain;

constexpr std::size_t kMembers = 25;
constexpr std::uint64_t kProposalCount = 3;

using Count = std::map<Choice, std::uint64_t>;

// Everybody's last accepted vote on the proposal.
Count recount(const GovernedChain& chain, std::uint64_t proposal) {
  std::map<types::Address, Choice> last;
  for (const auto& block : chain.blocks()) {
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
      if (block.result.receipts.transactions[i].code != types::kAccepted) continue;
      const auto& payload = block.transactions[i]->payload();
      for (const auto& action : payload.actions) {
        if (action.kind != Vote::kNumber) continue;
        const auto vote = codec::decode<Vote>(action.body).value();
        if (vote.proposal == proposal) last[payload.sender] = vote.choice;
      }
    }
  }
  Count count;
  for (const auto& [voter, choice] : last) ++count[choice];
  return count;
}

TEST(Recount, FromTheBlocksGivesTheStoredTallyAndTheOutcome) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  GovernedChain chain(kMembers);
  for (std::size_t author = 1; author <= kProposalCount; ++author) {
    chain.queue(
        author,
        CreateProposal{
            "Remove", {}, {RemoveValidator{Slug{"node-3"}}}, after(chain.now(), tests::kVotingMs + 1000)});
  }
  chain.run_block(1);
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 8; ++i) {
      const auto member = 1 + random() % kMembers;
      const auto proposal = 1 + random() % (kProposalCount + 1);  // the last one does not exist
      chain.queue(member, Vote{proposal, static_cast<Choice>(random() % 3)});
    }
    chain.run_block(2 * kHourMs);  // some come too late
  }
  for (std::uint64_t proposal = 1; proposal <= kProposalCount; ++proposal) {
    SCOPED_TRACE("proposal " + std::to_string(proposal));
    auto count = recount(chain, proposal);
    const auto stored = kProposals.get(chain.state(), proposal).value();
    EXPECT_EQ(stored.tally.yes, count[Choice::yes]);
    EXPECT_EQ(stored.tally.no, count[Choice::no]);
    EXPECT_EQ(stored.tally.abstain, count[Choice::abstain]);
    // Every ballot is readable: the table holds the same.
    Count ballots;
    kBallots.scan(
        chain.state(),
        [&](const auto&, const Ballot& ballot) {
          ++ballots[ballot.choice];
          return true;
        },
        proposal);
    EXPECT_EQ(ballots, [&] {
      std::erase_if(count, [](const auto& entry) { return entry.second == 0; });
      return count;
    }());
  }
}

TEST(Electorate, IsWhatLookingAtEveryAccountGives) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const state::EmptyState nothing;
  state::Overlay state(nothing);
  Policy policy;
  policy.accounts.period_length_ms = 1000;
  const Period now{30};
  std::vector<types::Address> all;
  for (std::size_t i = 0; i < 300; ++i) {
    accounts::Account account;
    account.handle = Slug{"account-" + std::to_string(i)};
    account.kind = static_cast<accounts::AccountKind>(random() % 3);
    account.opened_at = TimeMs{random() % 31'000};
    types::Address address;
    address.raw.bytes[0] = static_cast<std::uint8_t>(i % 256);
    address.raw.bytes[1] = static_cast<std::uint8_t>(1 + i / 256);
    const bool of_genesis = random() % 4 == 0;
    if (of_genesis) account.opened_by = address;
    accounts::write_account(state, address, account);
    if (!of_genesis) accounts::count_new_person(state, account, Period{account.opened_at.value / 1000});
    all.push_back(address);
  }
  for (std::uint64_t limit = 0; limit <= now.value; ++limit) {
    std::uint64_t voters = 0;
    for (const auto& address : all) {
      if (accounts::is_person_from_before(state, policy.periods(), address, Period{limit})) ++voters;
    }
    EXPECT_EQ(accounts::persons_from_before(state, Period{limit}, now), voters) << limit;
  }
}

}  // namespace
}  // namespace kula::contracts::governance
