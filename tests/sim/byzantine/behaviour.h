// What makes a validator Byzantine: a filter between its engine, which is a real one, and the network. It
// sees and may change, hold back or add whatever is sent and received, and signs with the validator's key
// whatever it likes. So it stays in touch with the network, which lies far from it cannot.
#pragma once

#include "tests/sim/node.h"

namespace kula::sim::byzantine {

class Behaviour {
 public:
  // REQUIRES the node outlives this, and has a consensus key.
  explicit Behaviour(Node& node);
  Behaviour(const Behaviour&) = delete;
  Behaviour& operator=(const Behaviour&) = delete;
  virtual ~Behaviour() = default;

  // The engine sends; by default it goes out.
  virtual void on_send(const engine::PeerId& to, engine::Lane lane,
                       const std::shared_ptr<const Bytes>& bytes);
  // A message comes; false keeps it from the engine.
  [[nodiscard]] virtual bool on_receive(const engine::PeerId& from, ByteView bytes);
  // Now and then.
  virtual void on_tick() {}

 protected:
  [[nodiscard]] Node& node() { return node_; }
  [[nodiscard]] Random& random() { return random_; }
  void send(const engine::PeerId& to, const consensus::Message& message);
  void send(const engine::PeerId& to, engine::Lane lane, const engine::PeerMessage& message);
  void broadcast(const consensus::Message& message);
  // The own index in the set of the last final block's next epoch, if any.
  [[nodiscard]] std::optional<std::uint8_t> own_index();
  [[nodiscard]] types::Vote sign(const types::VoteSubject& subject, std::uint8_t index);
  // Half of the peers, always the same for one view.
  [[nodiscard]] static bool is_in_first_half(const engine::PeerId& peer, types::View view);

 private:
  Node& node_;
  Random random_;
  crypto::SecretKey key_;
};

// The consensus message inside of a peer's message.
[[nodiscard]] std::optional<consensus::Message> consensus_message(ByteView bytes);

enum class Kind : std::uint8_t {
  silent,
  equivocating_leader,
  twin,
  double_voter,
  invalid_proposer,
  vote_withholder,
  stale_replayer,
  catch_up_liar,
  unjustified_proposer,
};
inline constexpr std::uint8_t kKinds = 9;
[[nodiscard]] std::string_view to_string(Kind kind);
[[nodiscard]] std::unique_ptr<Behaviour> make_behaviour(Kind kind, Node& node);

}  // namespace kula::sim::byzantine
