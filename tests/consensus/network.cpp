#include "tests/consensus/network.h"

#include <gtest/gtest.h>

namespace kula::consensus::testing {

CheckResult FakeLedger::execute(const BlockPointer& block) {
  const auto* parent = header(block->header.parent);
  EXPECT_NE(parent, nullptr) << "asked to execute on a parent that was not executed";
  if (parent == nullptr || block->header.state_root != next_state(parent->state_root))
    return CheckResult::invalid;
  executed_[types::id_of(block->header)] = block;
  return CheckResult::valid;
}

const types::BlockHeader* FakeLedger::header(const types::BlockId& id) const {
  if (types::id_of(tip()) == id) return &tip();
  const auto found = executed_.find(id);
  return found == executed_.end() ? nullptr : &found->second->header;
}

void FakeLedger::commit(const types::BlockId& id, const types::FinalityProof& proof) {
  const auto found = executed_.find(id);
  ASSERT_NE(found, executed_.end()) << "committed without being executed";
  const auto header = found->second->header;
  ASSERT_EQ(header.parent, types::id_of(tip())) << "the chain must extend itself";
  ASSERT_TRUE(types::verify(proof, header, committee_->set));
  chain_.push_back(header);
  finality_ = proof;
}

Network::Network(std::size_t size, Options options) : committee_(size), options_(options) {
  now_ = after(committee_.genesis().time, 1000);
  for (std::size_t i = 0; i < size; ++i) {
    auto& node = nodes_.emplace_back(committee_);
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
  self.stopped.reset();
  self.machine.emplace(MachineConfig{committee_.chain, options_.timing, options_.rewrite_bytes},
                       std::move(*signer));
  step(node, Started{self.ledger.tip(), self.ledger.finality(), committee_.set});
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
  auto bytes = encode_message(message);
  auto found = verified_.find(bytes);  // verify() is pure and all nodes share the context
  if (found == verified_.end()) {
    auto decoded = decode_message(bytes);
    ASSERT_TRUE(decoded);
    auto verified = verify(*nodes_[to].machine->context(), std::move(*decoded));
    if (!verified) return;
    found = verified_.emplace(std::move(bytes), std::move(*verified)).first;
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
    EXPECT_EQ(entered->vote.validator, node);
    nodes_[node].durable_votes.insert(text_of(entered->vote));
    voted.push_back(entered->vote.subject.kind);
    judge_vote(entered->vote);
  }
}

void Network::judge_vote(const types::Vote& vote) {
  const auto& subject = vote.subject;
  const auto [held, is_new] = ever_.emplace(std::tuple(vote.validator, subject.view, subject.kind), vote);
  EXPECT_EQ(held->second.subject, subject) << "two votes of a kind in view " << subject.view.text();
  EXPECT_EQ(held->second.signature, vote.signature) << "a vote was signed again";
  using types::VoteKind;
  const auto other = subject.kind == VoteKind::nullify ? VoteKind::finalize : VoteKind::nullify;
  if (subject.kind != VoteKind::notarize) {
    EXPECT_EQ(ever_.count({vote.validator, subject.view, other}), 0u) << "nullify and finalize of one view";
  }
}

void Network::judge_sent(std::size_t node, const types::Vote& vote) {
  if (vote.validator != node) return;
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
    if (to == node || (output.to && *output.to != to)) continue;
    if (drops && drops(node, to, *output.message)) continue;
    at(options_.network_ms, to, [this, to, message = output.message] { deliver(to, *message); });
  }
}

void Network::on(std::size_t node, const CheckBlock& output) {
  EXPECT_EQ(types::id_of(output.header), output.id);
  auto block = output.block;
  if (!block) block = std::make_shared<const types::Block>(types::Block{output.header, {}});
  at(options_.execute_ms, node, [this, node, block] {
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
      block = child_of(*parent, {output.view, output.proposer, std::max(after(now_, skew), output.min_time)});
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
  const auto* header = self.ledger.header(self.watched);
  ASSERT_NE(header, nullptr) << "watches a block that was not executed";
  step(node, WorkChanged{self.watched, header->height.value < self.wanted_height});
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
