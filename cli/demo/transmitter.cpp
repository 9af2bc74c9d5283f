#include "cli/demo/transmitter.h"

#include "contracts/contests/codes.h"
#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

constexpr std::size_t kBatchItems = 500;
constexpr std::size_t kBatchBytes = 4u << 20;
constexpr unsigned kBatchWaitMs = 100'000;
constexpr DurationMs kLifeMs = kHourMs;              // of a transaction
constexpr DurationMs kSpareLifeMs = 10 * kMinuteMs;  // signed anew when less is left
constexpr std::uint64_t kMaxIdleMs = 300'000;        // without a single final transaction

Error rejected(const PlannedTransaction& planned, const std::string& code) {
  return {ExitCode::rejected, code,
          "the chain rejected a transaction of " + planned.sender + " (" + planned.about + ")",
          "the network is not as the demo expects it, or its accounts were used by others",
          "start with a fresh network: `kula localnet up`"};
}

// Rejections that follow from a contest's missed deadline: of it, and of what was not done before it.
bool is_of_lateness(const std::string& code) {
  namespace contests = contracts::contests;
  for (const auto& late :
       {contests::kPhaseOver, contests::kEntryNotFound, contests::kEntryVoid, contests::kScoreNotFound}) {
    if (code == late.name) return true;
  }
  return false;
}

}  // namespace

Result<Transmitter> Transmitter::open(PatientNode& node, const Cast& cast) {
  Transmitter transmitter(node, cast);
  if (auto read = transmitter.read_clock(); !read) return fail(read.error());
  if (auto read = transmitter.read_nonces(); !read) return fail(read.error());
  return transmitter;
}

Result<void> Transmitter::read_clock() {
  const auto status = node_.call([](NodeClient& node) { return node.status(); });
  if (!status) return fail(status.error());
  chain_id_ = status->chain_id;
  now_ = clock_of(*status);
  return {};
}

Result<void> Transmitter::read_nonces() {
  return node_.call([this](NodeClient& node) {
    return node.rows("nonces", {}, [this](const codec::JsonValue& row) {
      const auto* key = row.find("key")->as_array();
      const auto address = types::Address::from_text(*key->front().as_string());
      const auto next = parse_u64(row.find("value")->string_at("next"));
      KULA_CHECK(address && next, "the node's table of nonces cannot be read; its version is another one");
      on_chain_[*address] = *next;
      return true;
    });
  });
}

std::uint64_t Transmitter::nonce_of(const std::string& sender) const {
  const auto found = on_chain_.find(cast_.address(sender));
  return found == on_chain_.end() ? 0 : found->second;
}

bool Transmitter::is_on_chain(const Waiting& waiting) const {
  return waiting.nonce < nonce_of(waiting.planned->sender);
}

Result<void> Transmitter::send(const Stage& stage) {
  std::vector<Waiting> all;
  std::size_t done = 0;
  const auto groups = groups_of(stage);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto& planned = stage.transactions[i];
    Waiting waiting{&planned, groups[i], planned_[planned.sender]++, stage.may_be_late, std::nullopt, {}};
    if (is_on_chain(waiting)) {
      ++done;
    } else {
      all.push_back(std::move(waiting));
    }
  }
  found_ += done;
  if (all.empty()) return {};
  Progress progress(stage.name, stage.transactions.size());
  auto moved = wall_clock();
  for (std::size_t from = 0; from < all.size();) {
    if (auto read = read_clock(); !read) return fail(read.error());
    const auto to = sign_batch(all, from);
    const auto final = send_batch(all, from, to);
    if (!final) return fail(final.error());
    if (*final > 0) moved = wall_clock();
    if (wall_clock().value - moved.value > kMaxIdleMs) {
      return fail(
          Error{ExitCode::unknown, "no_progress", "the node takes no more transactions",
                "none of " + all[from].planned->sender + " (" + all[from].planned->about + ") became final",
                "look at the node's log, then run the same command again: it goes on where it stopped"});
    }
    for (auto i = from; i < from + *final; ++i) all[i].transaction.reset();
    from += *final;
    sent_ += *final;
    done += *final;
    progress.update(done);
  }
  progress.finish();
  return {};
}

void Transmitter::sign(Waiting& waiting) {
  if (waiting.transaction && waiting.expires_at > after(now_, kSpareLifeMs)) return;
  waiting.expires_at = after(now_, kLifeMs);
  types::TransactionPayload payload;
  payload.chain_id = chain_id_;
  payload.sender = cast_.address(waiting.planned->sender);
  payload.nonce = waiting.nonce;
  payload.expires_at = waiting.expires_at;
  payload.actions = waiting.planned->actions;
  const auto message = types::signing_message(types::id_of(payload));
  // BIP340 allows fixed auxiliary bytes; the demo's keys guard nothing.
  const auto signature = cast_.keys().key(waiting.planned->sender).sign(message, Hash{});
  auto transaction = types::Transaction::from({std::move(payload), {{0, signature}}});
  KULA_CHECK(transaction.has_value(), "a planned transaction is too large; report this as a bug");
  waiting.transaction = std::move(*transaction);
}

std::size_t Transmitter::sign_batch(std::vector<Waiting>& all, std::size_t from) {
  std::size_t bytes = 0;
  std::size_t to = from;
  while (to < all.size() && all[to].group == all[from].group && to - from < kBatchItems &&
         bytes < kBatchBytes) {
    sign(all[to]);
    bytes += all[to].transaction->bytes().size();
    ++to;
  }
  return to;
}

Result<std::size_t> Transmitter::send_batch(const std::vector<Waiting>& all, std::size_t from,
                                            std::size_t to) {
  std::vector<ByteView> bytes;
  for (auto i = from; i < to; ++i) bytes.push_back(all[i].transaction->bytes());
  const auto answer = node_.once().submit_batch(bytes, kBatchWaitMs);
  if (!answer) {
    if (!PatientNode::is_passing(answer.error())) return fail(answer.error());
    PatientNode::pause();
    return look_up(all, from, to);
  }
  for (std::size_t i = 0; i < answer->items.size(); ++i) {
    const auto& item = answer->items[i];
    if (item.outcome == api::BatchOutcome::final) continue;
    if (item.outcome == api::BatchOutcome::rejected) {
      if (all[from + i].may_be_late && is_of_lateness(item.code_name)) continue;
      return fail(rejected(*all[from + i].planned, item.code_name));
    }
    auto counted = look_up(all, from, to);
    if (!counted || item.outcome != api::BatchOutcome::refused || *counted > i) return counted;
    return fail(rejected(*all[from + i].planned, item.reason));
  }
  return to - from;
}

Result<std::size_t> Transmitter::look_up(const std::vector<Waiting>& all, std::size_t from, std::size_t to) {
  if (auto read = read_nonces(); !read) return fail(read.error());
  std::size_t count = 0;
  while (from + count < to && is_on_chain(all[from + count])) {
    const auto& waiting = all[from + count];
    // One that an earlier run signed has another id, which the node does not know from us.
    const auto status =
        node_.call([&](NodeClient& node) { return node.transaction(waiting.transaction->id()); });
    if (status && status->status == api::TransactionState::rejected &&
        !(waiting.may_be_late && is_of_lateness(status->code_name))) {
      return fail(rejected(*waiting.planned, status->code_name));
    }
    if (!status && PatientNode::is_passing(status.error())) return fail(status.error());
    ++count;
  }
  return count;
}

}  // namespace kula::cli::demo
