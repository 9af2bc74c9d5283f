// What one answer to a peer holds (T2).
#include "node/engine/serving.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/crypto/sha256.h"
#include "ledger/storage/memory_store.h"
#include "node/engine/limits.h"
#include "tests/node/toy/toy_contracts.h"

namespace kula::tests {
namespace {

using engine::PeerId;

crypto::SecretKey key_of(std::size_t number) {
  return *crypto::SecretKey::from_bytes(crypto::sha256(as_bytes("member " + std::to_string(number))).view());
}

class Listening final : public engine::Transport, public engine::Log {
 public:
  void send(const PeerId&, engine::Lane, std::shared_ptr<const Bytes> message) override {
    sent.push_back(std::move(message));
  }
  void set_registry(const std::vector<types::NodeEntry>&) override {}
  void punish(const PeerId&, std::string_view reason) override { ADD_FAILURE() << reason; }
  void write(engine::LogLevel, std::string_view) override {}
  std::vector<std::shared_ptr<const Bytes>> sent;
};

// A chain whose first epoch ended after the genesis block by a recovery that all members signed.
class ServingOfARecovery {
 public:
  explicit ServingOfARecovery(std::size_t members) {
    std::vector<types::Auth> auths;
    for (std::size_t i = 0; i < members; ++i) auths.push_back(types::Auth::single(key_of(i).public_key()));
    const ledger::GenesisState genesis{{}, {1}, TimeMs{1'700'000'000'000}, toy_state(auths)};
    ledger_ = *ledger::Ledger::open(store_, contracts_, genesis);
    types::SignedRecovery recovery{
        {1, genesis.chain_id, {}, ledger_->tip_id(), {}, {{{key_of(members).public_key()}}}}, {}};
    const auto hash = types::hash_of(recovery.manifest);
    for (std::size_t i = 0; i < members; ++i)
      recovery.signatures.push_back({types::Address::of(auths[i]), {{0, key_of(i).sign(hash, Hash{})}}});
    std::sort(recovery.signatures.begin(), recovery.signatures.end(),
              [](const auto& a, const auto& b) { return a.member < b.member; });
    const auto adopted = ledger_->adopt(recovery);
    EXPECT_TRUE(adopted.has_value()) << ledger::text_of(adopted.error());
  }
  [[nodiscard]] std::size_t close_bytes() const {
    return codec::encode(*ledger_->epoch_close(types::Epoch{0})).size();
  }
  // How many ends of epochs a peer gets that asks for them.
  [[nodiscard]] std::size_t closes_given() {
    const auto sent = answers(1);
    EXPECT_EQ(sent.size(), 1u);
    const auto message = engine::decode_peer_message(*sent.at(0));
    EXPECT_TRUE(message.has_value()) << "more than a message may be";
    return message ? std::get<engine::ClosesAnswer>(*message).closes.size() : 0;
  }
  // What is sent to a peer that asks for them every millisecond, so many times.
  [[nodiscard]] std::vector<std::shared_ptr<const Bytes>> answers(std::uint64_t questions) {
    Listening listening;
    engine::Metrics metrics;
    engine::Peers peers(listening, listening, metrics);
    peers.connected(PeerId{});
    const consensus::Machine machine({ledger_->chain_id(), {}}, std::nullopt);
    const engine::SnapshotKeeper snapshots(*ledger_, listening, 0, {});
    engine::Serving serving(*ledger_, machine, peers, snapshots, metrics);
    for (std::uint64_t i = 0; i < questions; ++i)
      serving.answer(PeerId{}, engine::ClosesRequest{i, types::Epoch{0}}, {{}, i});
    return std::move(listening.sent);
  }

 private:
  ToyContracts contracts_{{{{key_of(0).public_key()}}}};
  storage::MemoryStore store_;
  std::unique_ptr<ledger::Ledger> ledger_;
};

TEST(Answers, ToOnePeerTakeNoMoreThanItsBudget) {
  ServingOfARecovery serving(1'500);
  constexpr std::uint64_t kMs = 250;
  const auto sent = serving.answers(kMs);
  std::uint64_t bytes = 0;
  for (const auto& message : sent) bytes += message->size();
  const auto budget = engine::kServedBytesBurst + engine::kServedBytesPerSecond * kMs / 1'000;
  EXPECT_LE(bytes, budget + engine::kMaxPeerMessageBytes);
  EXPECT_GE(bytes, engine::kServedBytesBurst);
}

TEST(EndsOfEpochs, AreNotGivenWhenOneAloneFitsNoMessage) {
  ServingOfARecovery serving(10'000);
  ASSERT_GT(serving.close_bytes(), engine::kMaxPeerMessageBytes);
  EXPECT_EQ(serving.closes_given(), 0u);
}

TEST(EndsOfEpochs, AreGivenWhenOneAloneFillsAMessage) {
  ServingOfARecovery serving(8'800);
  ASSERT_GT(serving.close_bytes(), engine::kMaxAnswerBytes);
  EXPECT_EQ(serving.closes_given(), 1u);
}

}  // namespace
}  // namespace kula::tests
