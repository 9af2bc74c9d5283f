#include "tests/consensus/network.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"

namespace kula::consensus::testing {

CheckResult FakeLedger::execute(const BlockPointer& block) {
  const auto* parent = header(block->header.parent);
  EXPECT_NE(parent, nullptr) << "asked to execute on a parent that was not executed";
  if (parent == nullptr || block->header.state_root != next_state(parent->state_root) ||
      block->header.next_validator_set != set_after(block->header.height).hash() ||
      block->header.recovery != completed({block->header, {}})->header.recovery)
    return CheckResult::invalid;
  executed_[types::id_of(block->header)] = block;
  return CheckResult::valid;
}

const types::BlockHeader* FakeLedger::header(const types::BlockId& id) const {
  if (types::id_of(tip()) == id) return &tip();
  const auto found = executed_.find(id);
  return found == executed_.end() ? nullptr : &found->second->header;
}

void FakeLedger::adopt(const types::RecoveryPointer& recovery) {
  ASSERT_EQ(recovery->manifest.block, types::id_of(tip()));
  adopted_ = recovery;
  executed_.clear();
}

std::optional<EpochRecovery> FakeLedger::recovery() const {
  if (!adopted_) return std::nullopt;
  const types::Epoch epoch{adopted_->manifest.epoch.value + 1};
  if (tip().height > adopted_->manifest.height && types::epoch_after(tip()) != epoch) return std::nullopt;
  return EpochRecovery{epoch, types::hash_of(adopted_->manifest)};
}

BlockPointer FakeLedger::completed(types::Block block) const {
  auto& header = block.header;
  header.recovery = {};
  if (adopted_ && header.parent == adopted_->manifest.block) {
    header.recovery = types::hash_of(adopted_->manifest);
    header.epoch = types::Epoch{adopted_->manifest.epoch.value + 1};
    header.validator_set = adopted_->manifest.next.hash();
    block.recovery = adopted_;
  }
  return std::make_shared<const types::Block>(std::move(block));
}

const types::ValidatorSet& FakeLedger::set_after(Height height) const {
  if (adopted_ && height >= adopted_->manifest.height) return adopted_->manifest.next;
  const auto above = changes_->upper_bound(height.value);
  return above == changes_->begin() ? *first_ : std::prev(above)->second;
}

BlockPointer FakeLedger::executed(const types::BlockId& id) const {
  const auto found = executed_.find(id);
  if (found != executed_.end()) return found->second;
  for (const auto& header : chain_) {
    if (types::id_of(header) == id) return std::make_shared<const types::Block>(types::Block{header, {}});
  }
  return nullptr;
}

void FakeLedger::commit(const types::BlockId& id, const types::FinalityProof& proof) {
  const auto found = executed_.find(id);
  ASSERT_NE(found, executed_.end()) << "committed without being executed";
  const auto header = found->second->header;
  ASSERT_EQ(header.parent, types::id_of(tip())) << "the chain must extend itself";
  ASSERT_TRUE(types::verify(proof, header, set_after(tip().height)));
  chain_.push_back(header);
  proofs_.push_back(proof);
}

Network::Network(std::size_t size, Options options) : committee_(size), options_(std::move(options)) {
  auto genesis = committee_.genesis();
  now_ = after(genesis.time, 1000);
  first_set_ = options_.first_members.empty() ? committee_.set : committee_.set_of(options_.first_members);
  for (const auto& [height, members] : options_.membership)
    changes_.emplace(height, committee_.set_of(members));
  genesis.validator_set = genesis.next_validator_set = first_set_.hash();
  for (std::size_t i = 0; i < size; ++i) {
    auto& node = nodes_.emplace_back(FakeLedger(genesis, first_set_, changes_));
    RecordFormat format(RecordSalt{{static_cast<std::uint8_t>(i)}}, 1);
    node.record = format.whole_file({Opened{committee_.chain, committee_.set.validators[i].key, {}, {}}});
  }
}

void Network::start_all() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) start(i);
}

void Network::start(std::size_t node) {
  auto& self = nodes_[node];
  auto contents = read_record(self.record);
  ASSERT_TRUE(contents) << to_string(contents.error());
  self.record.resize(contents->good_bytes);
  self.format = contents->format;
  auto signer = Signer::restore(committee_.key(node), random_, committee_.chain, contents->entries);
  ASSERT_TRUE(signer) << to_string(signer.error());
  self.ledger.forget_executed();
  self.timers.clear();
  self.watched = {};
  self.stopped.reset();
  self.machine.emplace(MachineConfig{committee_.chain, options_.timing, options_.rewrite_bytes},
                       std::move(*signer));
  const auto& tip = self.ledger.tip();
  step(node, Started{tip, self.ledger.finality(), self.ledger.set_after(tip.height), self.ledger.recovery()});
}

void Network::recover(std::size_t node, const types::RecoveryPointer& recovery) {
  auto& self = nodes_[node];
  self.ledger.adopt(recovery);
  const types::Epoch epoch{recovery->manifest.epoch.value + 1};
  append(self.record,
         read_record(self.record)
             ->format.batch({Opened{committee_.chain, committee_.set.validators[node].key, epoch, {}}}));
}

void Network::recover_running(std::size_t node, const types::RecoveryPointer& recovery) {
  auto& ledger = nodes_[node].ledger;
  ledger.adopt(recovery);
  step(node, ChainRecovered{ledger.tip(), recovery->manifest.next, *ledger.recovery()});
}

void Network::wipe(std::size_t node) {
  RecordFormat format(RecordSalt{{static_cast<std::uint8_t>(node + 100)}}, 1);
  nodes_[node].record = format.whole_file({Wiped{committee_.chain, committee_.set.validators[node].key}});
  nodes_[node].durable_votes.clear();
}

std::size_t Network::node_of(const Machine& sender, std::uint8_t validator) const {
  return *committee_.set.index_of(sender.context()->set.validators.at(validator).key);
}

std::optional<std::uint8_t> Network::index_of(std::size_t node) const {
  return nodes_[node].machine->context()->set.index_of(committee_.set.validators[node].key);
}

void Network::crash(std::size_t node) {
  nodes_[node].machine.reset();
  nodes_[node].timers.clear();
  ++nodes_[node].life;
}

void Network::at(DurationMs delay, std::size_t node, std::function<void()> action) {
  const auto life = nodes_[node].life;
  queue_[{now_.value + delay, next_ticket_++}] = [this, node, life, action = std::move(action)] {
    if (nodes_[node].life == life && nodes_[node].machine) action();
  };
}

void Network::run_for(DurationMs duration) {
  const auto end = after(now_, duration);
  while (!queue_.empty() && queue_.begin()->first.first <= end.value) {
    auto next = queue_.extract(queue_.begin());
    now_ = TimeMs{next.key().first};
    next.mapped()();
  }
  now_ = end;
}

bool Network::run_to_height(std::uint64_t height, DurationMs limit) {
  const auto end = after(now_, limit);
  const auto is_there = [&](const Node& node) {
    return !node.machine || node.ledger.tip().height.value >= height;
  };
  while (!std::all_of(nodes_.begin(), nodes_.end(), is_there)) {
    if (now_ >= end) return false;
    run_for(1);
  }
  return true;
}

void Network::want_height(std::uint64_t height, const std::vector<std::size_t>& only) {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!only.empty() && std::find(only.begin(), only.end(), i) == only.end()) continue;
    nodes_[i].wanted_height = height;
    at(0, i, [this, i] { answer_work(i); });
  }
}

void Network::deliver(std::size_t to, const Message& message) {
  if (!nodes_[to].machine) return;
  if (!nodes_[to].machine->is_news(message)) return;
  std::pair key{nodes_[to].machine->epoch(), codec::encode(message)};
  auto found = verified_.find(key);  // verify() is pure and all nodes of an epoch share the context
  if (found == verified_.end()) {
    auto decoded = codec::decode<Message>(key.second);
    ASSERT_TRUE(decoded);
    auto verified = verify(*nodes_[to].machine->context(), std::move(*decoded));
    if (!verified) return;
    found = verified_.emplace(std::move(key), std::move(*verified)).first;
  }
  step(to, MessageReceived{found->second});
}

void Network::step(std::size_t node, decltype(Event::what) what) {
  const auto skew = clock_skew.count(node) != 0 ? clock_skew[node] : 0;
  const auto life = nodes_[node].life;
  perform(node, life, nodes_[node].machine->step({after(now_, skew), std::move(what)}));
}

void Network::perform(std::size_t node, std::size_t life, const std::vector<Output>& outputs_of_step) {
  for (std::size_t i = 0; i < outputs_of_step.size(); ++i) {
    const auto& output = outputs_of_step[i];
    EXPECT_TRUE(i == 0 || !std::holds_alternative<Persist>(output)) << "Persist comes first";
    if (nodes_[node].life != life) return;
    ++outputs;
    if (crashes_before && crashes_before(node, output)) {
      if (const auto* persist = std::get_if<Persist>(&output); persist != nullptr && torn_bytes) {
        auto batch = nodes_[node].format->batch(persist->entries);
        batch.resize(std::min(batch.size() - 1, *torn_bytes));
        append(nodes_[node].record, batch);
      }
      return crash(node);
    }
    std::visit([&](const auto& one) { on(node, one); }, output);
  }
}

namespace {
std::string text_of(const types::Vote& vote) {
  const auto& subject = vote.subject;
  return std::to_string(static_cast<int>(subject.kind)) + "/" + subject.view.text() + "/" +
         subject.block.text() + "/" + vote.signature.text();
}
}  // namespace

void Network::on(std::size_t node, const Persist& output) {
  ++persists;
  append(nodes_[node].record, nodes_[node].format->batch(output.entries));
  for (const auto& entry : output.entries) {
    const auto* entered = std::get_if<Voted>(&entry);
    if (entered == nullptr) continue;
    EXPECT_EQ(entered->vote.validator, index_of(node));
    nodes_[node].durable_votes.insert(text_of(entered->vote));
    nodes_[node].votes.push_back(entered->vote);
    voted.push_back(entered->vote.subject.kind);
    judge_vote(entered->vote);
  }
}

void Network::judge_vote(const types::Vote& vote) {
  const auto& subject = vote.subject;
  const auto [held, is_new] =
      ever_.emplace(std::tuple(subject.epoch, vote.validator, subject.view, subject.kind), vote);
  EXPECT_EQ(held->second.subject, subject) << "two votes of a kind in view " << subject.view.text();
  EXPECT_EQ(held->second.signature, vote.signature) << "a vote was signed again";
  using types::VoteKind;
  const auto other = subject.kind == VoteKind::nullify ? VoteKind::finalize : VoteKind::nullify;
  if (subject.kind != VoteKind::notarize) {
    EXPECT_EQ(ever_.count({subject.epoch, vote.validator, subject.view, other}), 0u)
        << "nullify and finalize of one view";
  }
}

void Network::judge_sent(std::size_t node, const types::Vote& vote) {
  if (vote.validator != index_of(node)) return;
  EXPECT_EQ(nodes_[node].durable_votes.count(text_of(vote)), 1u) << "sent before it was durable";
  judge_vote(vote);
}

void Network::on(std::size_t node, const Send& output) {
  ++sent;
  if (const auto* vote = std::get_if<VoteMessage>(output.message.get())) judge_sent(node, vote->vote);
  if (const auto* proposal = std::get_if<Proposal>(output.message.get())) judge_sent(node, proposal->vote);
  if (const auto* one = std::get_if<CertificateMessage>(output.message.get()))
    certificates.push_back(one->certificate);
  for (std::size_t to = 0; to < nodes_.size(); ++to) {
    if (to == node || (output.to && node_of(*nodes_[node].machine, *output.to) != to)) continue;
    if (drops && drops(node, to, *output.message)) continue;
    // A machine that is behind by epochs is shown the way by whoever it hears of them.
    at(options_.network_ms, to, [this, node, to, message = output.message] {
      if (nodes_[node].machine && nodes_[node].machine->epoch() > nodes_[to].machine->epoch())
        return catch_up(to, node);
      deliver(to, *message);
    });
  }
}

void Network::on(std::size_t node, const CheckBlock& output) {
  EXPECT_EQ(types::id_of(output.header), output.id);
  auto block = output.block;
  if (!block) {
    block = nodes_[node].ledger.completed({output.header, {}});
    // As it was proposed, whatever it ought to have named.
    if (block->header != output.header)
      block = std::make_shared<const types::Block>(types::Block{output.header, {}});
  }
  at(options_.execute_ms, node, [this, node, block] {
    // Another one is final there meanwhile: nobody waits for the answer.
    if (block->header.height <= nodes_[node].ledger.tip().height) return;
    const auto result = nodes_[node].ledger.execute(block);
    step(node, BlockChecked{types::id_of(block->header), result,
                            result == CheckResult::valid ? block : BlockPointer{}});
  });
}

void Network::on(std::size_t node, const BuildBlock& output) {
  ++builds;
  at(options_.execute_ms, node, [this, node, output] {
    const auto* parent = nodes_[node].ledger.header(output.parent);
    ASSERT_NE(parent, nullptr);
    const auto skew = clock_skew.count(node) != 0 ? clock_skew[node] : 0;
    BlockPointer block;
    if (output.required || parent->height.value < nodes_[node].wanted_height) {
      const auto next_set = nodes_[node].ledger.set_after(next(parent->height)).hash();
      block = nodes_[node].ledger.completed(*child_of(
          *parent,
          {output.view, output.proposer, std::max(after(now_, skew), output.min_time), 0, false, next_set}));
      EXPECT_EQ(nodes_[node].ledger.execute(block), CheckResult::valid);
    }
    step(node, BlockBuilt{output.epoch, output.view, output.parent, block});
  });
}

void Network::on(std::size_t node, const Commit& output) {
  nodes_[node].ledger.commit(output.id, output.finality);
  const auto [held, is_new] = final_.emplace(nodes_[node].ledger.tip().height, output.id);
  EXPECT_EQ(held->second, output.id) << "two final blocks of one height";
}

void Network::on(std::size_t node, const SetTimer& output) {
  const auto ticket = nodes_[node].timers[output.timer.kind] = next_ticket_++;
  at(output.delay_ms, node, [this, node, ticket, timer = output.timer] {
    auto& timers = nodes_[node].timers;
    const auto found = timers.find(timer.kind);
    if (found == timers.end() || found->second != ticket) return;
    timers.erase(found);
    step(node, TimerFired{timer});
  });
}

void Network::on(std::size_t node, const CancelTimer& output) { nodes_[node].timers.erase(output.kind); }

void Network::on(std::size_t node, const WatchWork& output) {
  nodes_[node].watched = output.on;
  at(0, node, [this, node] { answer_work(node); });
}

void Network::answer_work(std::size_t node) {
  const auto& self = nodes_[node];
  if (self.watched.is_zero() || !index_of(node)) return;  // it does not vote
  const auto* header = self.ledger.header(self.watched);
  // Between two epochs the watched block is an ancestor of the closing one.
  if (header == nullptr && types::closes_epoch(self.ledger.tip())) return;
  ASSERT_NE(header, nullptr) << "watches a block that was not executed";
  const auto work = node % 2 == 0 ? Work::ready : Work::growing;  // some wait for more, others do not
  step(node, WorkChanged{self.watched, header->height.value < self.wanted_height ? work : Work::none});
}

// From the first of the holders that runs and has it.
void Network::on(std::size_t node, const FetchBlock& output) {
  ++fetches;
  for (std::uint8_t i = 0; i < 32; ++i) {
    if ((output.holders >> i & 1) == 0) continue;
    const auto from = node_of(*nodes_[node].machine, i);
    if (from == node || !nodes_[from].machine) continue;
    const auto block = nodes_[from].ledger.executed(output.id);
    if (!block) continue;
    return at(2 * options_.network_ms, node, [this, node, block] { step(node, BlockFetched{block}); });
  }
}

void Network::on(std::size_t node, const FetchCertificates& output) {
  ++fetches;
  for (std::size_t from = 0; from < nodes_.size(); ++from) {
    if (from == node || !nodes_[from].machine) continue;
    if (nodes_[from].machine->epoch() != nodes_[node].machine->epoch()) continue;
    for (const auto& certificate : nodes_[from].machine->certificates(output.first, output.last))
      at(2 * options_.network_ms, node,
         [this, node, certificate] { deliver(node, CertificateMessage{certificate}); });
  }
}

void Network::on(std::size_t node, const OpenEpoch&) {
  at(0, node, [this, node] {
    const auto& ledger = nodes_[node].ledger;
    step(node, EpochOpened{ledger.tip(), *ledger.finality(), ledger.set_after(ledger.tip().height)});
  });
}

void Network::catch_up(std::size_t node, std::size_t from) {
  const auto height = next(nodes_[node].ledger.tip().height);
  const auto& theirs = nodes_[from].ledger;
  if (theirs.tip().height < height) return;
  const auto& header = theirs.chain()[height.value];
  step(node, BlockFetched{std::make_shared<const types::Block>(types::Block{header, {}})});
  deliver(node, CertificateMessage{theirs.finality_of(height).finalization});
  at(options_.execute_ms * 2, node, [this, node, from] {
    if (nodes_[from].machine && nodes_[from].machine->epoch() > nodes_[node].machine->epoch())
      catch_up(node, from);
  });
}

void Network::on(std::size_t node, const RewriteRecord& output) {
  ++rewrites;
  nodes_[node].record = nodes_[node].format->whole_file(output.entries);
}

void Network::on(std::size_t, const Evidence& output) { evidence.push_back(output); }

void Network::on(std::size_t node, const Stop& output) {
  nodes_[node].stopped = output.reason;
  crash(node);
}

}  // namespace kula::consensus::testing
