// Who may approve a grant for a beneficiary that linked an account (C8.3): every tie, made before the link
// or after it, counts from the link on; without one the chain knows of none.
#include "contracts/charity/grant_approval.h"

#include <gtest/gtest.h>

#include "contracts/charity/tables.h"
#include "contracts/ties/tied.h"
#include "tests/contracts/charity/addresses.h"

namespace kula::contracts::charity {
namespace {

using types::Address;

const Address kReviewer = address_of(2);
const Address kMia = address_of(10);
const Address kMax = address_of(11);
const Address kMoe = address_of(12);
const Slug kAid{"aid"};

class GrantApproval : public testing::Test {
 protected:
  GrantApproval() {
    policy_.accounts.tie_transfer_amount = Amount{100'00};
    Fund fund;
    fund.managers = {kStudent, kMia, kMax, kMoe};
    fund.threshold = 3;  // so that one approval never decides
    fund.state = FundState::active;
    fund.grants = 2;
    kFunds.put(state_, kAid, fund);
    kAttestations.put(state_, kOrganisation, {kReviewer, Hash{}, 2});
    for (const std::uint32_t number : {1u, 2u}) kBeneficiaries.put(state_, kOrganisation, number, {});
    Grant grant;
    grant.organisation = kOrganisation;
    grant.beneficiary = 1;
    grant.deadline = TimeMs{kDayMs};
    grant.programme = Slug{"rural"};
    grant.proposer = kMia;
    kGrants.put(state_, kAid, 1, grant);
  }
  void link(std::uint32_t number) {
    kBeneficiaries.put(state_, kOrganisation, number, {BeneficiaryKind::student, Hash{}, kStudent});
  }
  void make_the_grant_for(std::optional<std::uint32_t> beneficiary) {
    auto grant = *kGrants.get(state_, kAid, 1);
    grant.beneficiary = beneficiary;
    kGrants.put(state_, kAid, 1, grant);
  }
  void tie(const Address& manager) {
    auto context = in_block();
    ties::record_direct_transfer(context, manager, kStudent, policy_.accounts.tie_transfer_amount);
  }
  std::string_view approve(const Address& manager) {
    ActionContext context{in_block(), manager, 0};
    const auto outcome = ApproveGrant{kAid, 1}.apply(context);
    return outcome ? "accepted" : outcome.error().code->name;
  }

 private:
  Context in_block() { return {state_, block_, policy_, {}, events_, TimeMs{}}; }

  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
  execution::BlockContext block_;
  Policy policy_;
  std::vector<types::Event> events_;
};

TEST_F(GrantApproval, WithoutALinkNobodyIsKnownToBeTied) {
  tie(kMax);
  EXPECT_EQ(approve(kMax), "accepted");
  EXPECT_EQ(approve(kStudent), "accepted");
}

TEST_F(GrantApproval, ATieFromBeforeTheLinkCounts) {
  tie(kMax);
  link(1);
  EXPECT_EQ(approve(kMax), "conflict_of_interest");
  EXPECT_EQ(approve(kMoe), "accepted");
}

TEST_F(GrantApproval, ATieFromAfterTheLinkCounts) {
  link(1);
  EXPECT_EQ(approve(kMoe), "accepted");
  tie(kMax);
  EXPECT_EQ(approve(kMax), "conflict_of_interest");
}

TEST_F(GrantApproval, TheBeneficiaryHimselfDoesNotApprove) {
  link(1);
  EXPECT_EQ(approve(kStudent), "conflict_of_interest");
}

TEST_F(GrantApproval, AnotherBeneficiaryOrTheOrganisationIsNoneOfHisBusiness) {
  tie(kMax);
  link(1);
  make_the_grant_for(2);
  EXPECT_EQ(approve(kMax), "accepted");
  make_the_grant_for(std::nullopt);
  EXPECT_EQ(approve(kStudent), "accepted");
}

}  // namespace
}  // namespace kula::contracts::charity
