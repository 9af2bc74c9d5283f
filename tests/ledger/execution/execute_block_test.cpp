#include "ledger/execution/execute_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/execution/limits.h"

namespace kula::execution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr TimeMs kNow{1'795'369'061'000};
constexpr std::uint8_t kKnown = 0xaa;
constexpr std::uint8_t kOther = 0xbb;
constexpr std::uint8_t kStranger = 0xcc;

types::ChainId chain() {
  types::ChainId id;
  id.bytes.fill(0xc1);
  return id;
}

types::Address address(std::uint8_t byte) {
  types::Address result;
  result.raw.bytes.fill(byte);
  return result;
}

// Accounts are one-byte keys with a nonce as value. The sum of what was executed is at key 0; due work adds
// 100 to it for each unit of key 1.
class CountingProcessor final : public Processor {
 public:
  static std::uint8_t at(const state::StateView& state, std::uint8_t key) {
    const auto value = state.get({key});
    return value ? value->at(0) : 0;
  }

  std::optional<SenderState> sender(const state::StateView& state, const types::Address& who) const override {
    const auto nonce = state.get({who.raw.bytes[0]});
    if (!nonce) return std::nullopt;
    return SenderState{nonce->at(0), types::Auth{nonce->at(0), {}}};
  }
  types::Receipt apply(state::Overlay& state, const BlockContext&,
                       const types::Transaction& transaction) const override {
    const std::uint8_t key = transaction.payload().sender.raw.bytes[0];
    state.put({key}, {static_cast<std::uint8_t>(at(state, key) + 1)});
    state.put({0}, {static_cast<std::uint8_t>(at(state, 0) + 1)});
    return {transaction.id(), types::kAccepted, 0, {}};
  }
  std::optional<TimeMs> next_due(const state::StateView&) const override { return std::nullopt; }
  std::vector<types::NodeEntry> nodes(const state::StateView&) const override { return {}; }
  std::vector<types::JobReceipt> run_due(state::Overlay& state, const BlockContext& block,
                                         std::size_t limit) const override {
    limits.push_back(limit);
    std::vector<types::JobReceipt> receipts;
    for (std::uint8_t left = at(state, 1); left > 0; --left) {
      state.put({0}, {static_cast<std::uint8_t>(at(state, 0) + 100)});
      receipts.push_back({left, 1, block.time, false, {}});
    }
    return receipts;
  }
  types::ValidatorSet validator_set(const state::StateView& state) const override {
    types::Validator validator;
    validator.key.bytes.fill(at(state, 0));
    return {{validator}};
  }
  std::uint64_t member_count(const state::StateView&, TimeMs) const override { return 0; }
  std::optional<types::Auth> member(const state::StateView&, TimeMs, const types::Address&) const override {
    return std::nullopt;
  }
  // Ten at key 0, before anything else counts on.
  types::JobReceipt recover(state::Overlay& state, const BlockContext& block,
                            const types::RecoveryManifest&) const override {
    state.put({0}, {static_cast<std::uint8_t>(at(state, 0) + 10)});
    return {1000, 2, block.time, false, {}};
  }
  std::vector<IndexKey> index_keys(const types::Event&) const override { return {}; }

  mutable std::vector<std::size_t> limits;
};

class MapState final : public state::StateView {
 public:
  std::optional<Bytes> get(const state::StateKey& key) const override {
    const auto found = rows.find(key);
    return found == rows.end() ? std::nullopt : std::optional(found->second);
  }
  void scan(ByteView, ByteView, const Visitor&) const override { FAIL() << "execution does not scan"; }
  std::map<Bytes, Bytes> rows;
};

struct Draft {
  std::uint8_t sender = kKnown;
  std::uint64_t nonce = 5;
  TimeMs expires_at = after(kNow, 1000);
  types::ChainId chain_id = chain();
  std::size_t body_bytes = 0;
};

types::TransactionPointer make(const Draft& draft) {
  types::SignedTransaction value;
  value.payload = {1,           draft.chain_id,   address(draft.sender),
                   draft.nonce, draft.expires_at, {{1, Bytes(draft.body_bytes)}}};
  return std::make_shared<const types::Transaction>(types::Transaction::from(std::move(value)).value());
}

class ExecuteBlock : public ::testing::Test {
 protected:
  ExecuteBlock() {
    parent_.rows[{kKnown}] = {5};
    parent_.rows[{kOther}] = {0};
  }
  Expected<ExecutionResult, FaultyTransaction> run(const types::TransactionList& transactions) {
    return execute_block(processor_, parent_, block_, transactions, check());
  }
  SelectedExecution select(const types::TransactionList& candidates, const SelectionLimits& limits) {
    return select_and_execute(processor_, parent_, block_, candidates, limits, check());
  }
  SignatureCheck check() {
    return [this](const types::Transaction& transaction, const types::Auth& auth) {
      checked_.emplace_back(transaction.id(), auth.threshold);
      return transaction.id() != badly_signed_;
    };
  }
  std::optional<TransactionFault> fault_of(const Draft& draft) {
    const auto result = run({make(draft)});
    return result ? std::nullopt : std::optional(result.error().fault);
  }

  MapState parent_;
  CountingProcessor processor_;
  BlockContext block_{chain(), Height{9}, kNow};
  types::TransactionId badly_signed_;
  std::vector<std::pair<types::TransactionId, std::uint8_t>> checked_;
};

constexpr SelectionLimits kPlenty{1000, 1'000'000, 4};

TEST_F(ExecuteBlock, RefusesATransactionOfAnotherChain) {
  Draft draft;
  draft.chain_id.bytes[31] ^= 1;
  EXPECT_EQ(fault_of(draft), TransactionFault::wrong_chain);
}

TEST_F(ExecuteBlock, RefusesASenderWithoutAnAccount) {
  EXPECT_EQ(fault_of({.sender = kStranger, .nonce = 0}), TransactionFault::unknown_sender);
}

TEST_F(ExecuteBlock, RefusesAnyNonceButTheNext) {
  EXPECT_EQ(fault_of({.nonce = 4}), TransactionFault::nonce_used);
  EXPECT_EQ(fault_of({.nonce = 6}), TransactionFault::nonce_gap);
  EXPECT_EQ(fault_of({.nonce = 5}), std::nullopt);
}

TEST_F(ExecuteBlock, CountsTheNoncesOfEarlierTransactionsOfTheBlock) {
  EXPECT_TRUE(run({make({.nonce = 5}), make({.nonce = 6})}).has_value());
  const auto twice = run({make({.nonce = 5}), make({.nonce = 5})});
  ASSERT_FALSE(twice.has_value());
  EXPECT_EQ(twice.error().index, 1U);
  EXPECT_EQ(twice.error().fault, TransactionFault::nonce_used);
}

TEST_F(ExecuteBlock, HoldsExpiryToTheMillisecond) {
  EXPECT_EQ(fault_of({.expires_at = TimeMs{kNow.value - 1}}), TransactionFault::expired);
  EXPECT_EQ(fault_of({.expires_at = kNow}), TransactionFault::expired);
  EXPECT_EQ(fault_of({.expires_at = TimeMs{kNow.value + 1}}), std::nullopt);
  constexpr std::uint64_t kDay = 86'400'000;
  EXPECT_EQ(fault_of({.expires_at = TimeMs{kNow.value + kDay}}), std::nullopt);
  EXPECT_EQ(fault_of({.expires_at = TimeMs{kNow.value + kDay + 1}}), TransactionFault::expiry_too_far);
  EXPECT_EQ(fault_of({.expires_at = TimeMs{UINT64_MAX}}), TransactionFault::expiry_too_far);
}

TEST_F(ExecuteBlock, HoldsExpiryAtTheEndOfTime) {
  block_.time = TimeMs{UINT64_MAX - 1};
  EXPECT_EQ(fault_of({.expires_at = TimeMs{UINT64_MAX}}), std::nullopt);
  EXPECT_EQ(fault_of({.expires_at = TimeMs{0}}), TransactionFault::expired);
}

TEST_F(ExecuteBlock, RefusesABadSignature) {
  const auto transaction = make({});
  badly_signed_ = transaction->id();
  const auto result = run({make({.sender = kOther, .nonce = 0}), transaction});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().index, 1U);
  EXPECT_EQ(result.error().fault, TransactionFault::bad_signature);
}

TEST_F(ExecuteBlock, ChecksEachSignatureOnceWithTheSendersPresentAuth) {
  const auto first = make({.nonce = 5});
  const auto second = make({.nonce = 6});
  ASSERT_TRUE(run({first, second}).has_value());
  // The toy's Auth carries the nonce as threshold: the second sees the state after the first.
  EXPECT_THAT(checked_, ElementsAre(std::pair(first->id(), 5), std::pair(second->id(), 6)));
}

TEST_F(ExecuteBlock, ChecksNoSignatureOfATransactionThatIsFaultyAnyway) {
  for (const Draft& draft :
       {Draft{.sender = kStranger}, Draft{.nonce = 4}, Draft{.nonce = 6}, Draft{.expires_at = kNow},
        Draft{.expires_at = TimeMs{UINT64_MAX}}, Draft{.chain_id = {}}}) {
    EXPECT_NE(fault_of(draft), std::nullopt);
  }
  EXPECT_THAT(checked_, IsEmpty());
}

TEST_F(ExecuteBlock, StopsAtTheFirstFault) {
  const auto result = run({make({.nonce = 4}), make({.nonce = 6})});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().index, 0U);
  EXPECT_TRUE(processor_.limits.empty()) << "no due work runs in an invalid block";
}

TEST_F(ExecuteBlock, AppliesInOrderThenRunsDueWorkOnceThenAsksForTheValidators) {
  parent_.rows[{1}] = {1};
  const auto first = make({.nonce = 5});
  const auto second = make({.sender = kOther, .nonce = 0});
  const auto result = run({first, second});
  ASSERT_TRUE(result.has_value());
  ASSERT_THAT(result->receipts.transactions, SizeIs(2));
  EXPECT_EQ(result->receipts.transactions[0].transaction, first->id());
  EXPECT_EQ(result->receipts.transactions[1].transaction, second->id());
  ASSERT_THAT(result->receipts.jobs, SizeIs(1));
  EXPECT_EQ(result->receipts.jobs[0].due, kNow);
  EXPECT_THAT(processor_.limits, ElementsAre(kMaxJobsPerBlock));
  const state::Writes expected = {{{0}, Bytes{102}}, {{kKnown}, Bytes{6}}, {{kOther}, Bytes{1}}};
  EXPECT_EQ(result->writes, expected);
  EXPECT_EQ(result->next_validator_set.validators.at(0).key.bytes[0], 102);
}

TEST_F(ExecuteBlock, ExecutesAnEmptyBlock) {
  const auto result = run({});
  ASSERT_TRUE(result.has_value());
  EXPECT_THAT(result->receipts.transactions, IsEmpty());
  EXPECT_THAT(result->writes, IsEmpty());
  EXPECT_THAT(processor_.limits, SizeIs(1));
}

TEST_F(ExecuteBlock, SelectsWhatIsValidAndNamesTheRest) {
  const auto gap = make({.nonce = 6});
  const auto next = make({.nonce = 5});
  const auto forged = make({.nonce = 6, .expires_at = after(kNow, 7)});
  const auto after_next = make({.nonce = 6, .expires_at = after(kNow, 8)});
  badly_signed_ = forged->id();
  const auto selected = select({gap, next, forged, after_next}, kPlenty);
  EXPECT_THAT(selected.included, ElementsAre(next, after_next));
  ASSERT_THAT(selected.dropped, SizeIs(2));
  EXPECT_EQ(selected.dropped[0].index, 0U);
  EXPECT_EQ(selected.dropped[0].fault, TransactionFault::nonce_gap);
  EXPECT_EQ(selected.dropped[1].index, 2U);
  EXPECT_EQ(selected.dropped[1].fault, TransactionFault::bad_signature);
  EXPECT_THAT(checked_, SizeIs(3)) << "each signature once, none of the gap";
}

TEST_F(ExecuteBlock, ASelectionExecutesAsABlockOfIt) {
  parent_.rows[{1}] = {2};
  const auto selected =
      select({make({.nonce = 7}), make({.nonce = 5}), make({.sender = kOther, .nonce = 0})}, kPlenty);
  const auto executed = run(selected.included);
  ASSERT_TRUE(executed.has_value());
  EXPECT_EQ(executed->receipts, selected.result.receipts);
  EXPECT_EQ(executed->writes, selected.result.writes);
  EXPECT_EQ(executed->next_validator_set, selected.result.next_validator_set);
}

TEST_F(ExecuteBlock, SelectsNoMoreThanTheCount) {
  const auto first = make({.nonce = 5});
  const auto selected = select({first, make({.nonce = 6}), make({.nonce = 9})}, {1, 1'000'000, 4});
  EXPECT_THAT(selected.included, ElementsAre(first));
  EXPECT_THAT(selected.dropped, IsEmpty()) << "what was not looked at has no fault";
  EXPECT_THAT(checked_, SizeIs(1));
}

TEST_F(ExecuteBlock, SelectsNoMoreThanTheBytesToTheByte) {
  const auto first = make({.nonce = 5, .body_bytes = 300});
  const auto second = make({.nonce = 6, .body_bytes = 100});
  const std::size_t both = first->bytes().size() + second->bytes().size() + 2 * 4;
  EXPECT_THAT(select({first, second}, {10, both, 4}).included, SizeIs(2));
  EXPECT_THAT(select({first, second}, {10, both - 1, 4}).included, ElementsAre(first));
}

TEST_F(ExecuteBlock, ATransactionWithoutRoomEndsTheSelection) {
  const auto large = make({.sender = kOther, .nonce = 0, .body_bytes = 1000});
  const auto small = make({.sender = kOther, .nonce = 1});
  const auto selected = select({large, small}, {10, small->bytes().size() + 4, 4});
  EXPECT_THAT(selected.included, IsEmpty());
  EXPECT_THAT(selected.dropped, IsEmpty()) << "the small one would have been dropped for its nonce";
}

TEST_F(ExecuteBlock, FaultsHaveTheirNames) {
  EXPECT_EQ(to_string(TransactionFault::wrong_chain), "wrong_chain");
  EXPECT_EQ(to_string(TransactionFault::unknown_sender), "unknown_sender");
  EXPECT_EQ(to_string(TransactionFault::nonce_used), "nonce_used");
  EXPECT_EQ(to_string(TransactionFault::nonce_gap), "nonce_gap");
  EXPECT_EQ(to_string(TransactionFault::expired), "expired");
  EXPECT_EQ(to_string(TransactionFault::expiry_too_far), "expiry_too_far");
  EXPECT_EQ(to_string(TransactionFault::bad_signature), "bad_signature");
}

}  // namespace
}  // namespace kula::execution
