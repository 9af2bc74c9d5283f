#include "tests/sim/byzantine/behaviour.h"

#include "ledger/base/check.h"
#include "tests/sim/byzantine/catch_up_liar.h"
#include "tests/sim/byzantine/double_voter.h"
#include "tests/sim/byzantine/equivocating_leader.h"
#include "tests/sim/byzantine/invalid_proposer.h"
#include "tests/sim/byzantine/silent.h"
#include "tests/sim/byzantine/stale_replayer.h"
#include "tests/sim/byzantine/twin.h"
#include "tests/sim/byzantine/unjustified_proposer.h"
#include "tests/sim/byzantine/vote_withholder.h"

namespace kula::sim::byzantine {

namespace {

constexpr std::array<std::string_view, kKinds> kNames{
    "silent",          "equivocating_leader", "twin",          "double_voter",        "invalid_proposer",
    "vote_withholder", "stale_replayer",      "catch_up_liar", "unjustified_proposer"};

}  // namespace

Behaviour::Behaviour(Node& node)
    : node_(node), random_(node.random().fork()), key_(Chain::secret_key(*node.member().key_holder)) {}

void Behaviour::on_send(const engine::PeerId& to, engine::Lane lane,
                        const std::shared_ptr<const Bytes>& bytes) {
  node_.really_send(to, lane, bytes);
}

bool Behaviour::on_receive(const engine::PeerId&, ByteView) { return true; }

void Behaviour::send(const engine::PeerId& to, const consensus::Message& message) {
  send(to, engine::Lane::consensus, engine::ConsensusMessage{message});
}

void Behaviour::send(const engine::PeerId& to, engine::Lane lane, const engine::PeerMessage& message) {
  node_.really_send(to, lane, std::make_shared<const Bytes>(engine::encode_peer_message(message)));
}

void Behaviour::broadcast(const consensus::Message& message) {
  const auto bytes =
      std::make_shared<const Bytes>(engine::encode_peer_message(engine::ConsensusMessage{message}));
  for (const auto& peer : node_.peers()) node_.really_send(peer, engine::Lane::consensus, bytes);
}

std::optional<std::uint8_t> Behaviour::own_index() {
  if (!node_.is_running()) return std::nullopt;
  return node_.ledger().validator_set().index_of(key_.public_key());
}

types::Vote Behaviour::sign(const types::VoteSubject& subject, std::uint8_t index) {
  types::Vote vote;
  vote.subject = subject;
  vote.validator = index;
  Hash auxiliary;
  auxiliary.bytes[0] = static_cast<std::uint8_t>(random_.below(256));
  vote.signature = key_.sign(types::vote_message(node_.surroundings().chain.id(), subject), auxiliary);
  return vote;
}

bool Behaviour::is_in_first_half(const engine::PeerId& peer, types::View view) {
  return (peer.bytes[0] >> (view.value % 8) & 1) != 0;
}

std::optional<consensus::Message> consensus_message(ByteView bytes) {
  auto message = engine::decode_peer_message(bytes);
  auto* said = message ? std::get_if<engine::ConsensusMessage>(&*message) : nullptr;
  if (said == nullptr) return std::nullopt;
  return std::move(said->message);
}

std::string_view to_string(Kind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::unique_ptr<Behaviour> make_behaviour(Kind kind, Node& node) {
  switch (kind) {
    case Kind::silent:
      return std::make_unique<Silent>(node);
    case Kind::equivocating_leader:
      return std::make_unique<EquivocatingLeader>(node);
    case Kind::twin:
      return std::make_unique<Twin>(node);
    case Kind::double_voter:
      return std::make_unique<DoubleVoter>(node);
    case Kind::invalid_proposer:
      return std::make_unique<InvalidProposer>(node);
    case Kind::vote_withholder:
      return std::make_unique<VoteWithholder>(node);
    case Kind::stale_replayer:
      return std::make_unique<StaleReplayer>(node);
    case Kind::catch_up_liar:
      return std::make_unique<CatchUpLiar>(node);
    case Kind::unjustified_proposer:
      return std::make_unique<UnjustifiedProposer>(node);
  }
  check_failed("no such Byzantine behaviour", __FILE__, __LINE__);
}

}  // namespace kula::sim::byzantine
