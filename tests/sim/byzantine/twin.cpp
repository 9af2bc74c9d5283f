#include "tests/sim/byzantine/twin.h"

namespace kula::sim::byzantine {

bool Twin::on_receive(const engine::PeerId&, ByteView bytes) {
  const auto message = consensus_message(bytes);
  const auto* vote = message ? std::get_if<consensus::VoteMessage>(&*message) : nullptr;
  return vote == nullptr || vote->vote.validator != own_index();
}

}  // namespace kula::sim::byzantine
