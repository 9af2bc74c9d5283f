// Sends planned transactions, each sender's in the order of the plan and each group of a stage when the one
// before is final, and knows by the chain's nonces alone which are on it already.
#pragma once

#include <map>

#include "cli/demo/patient_node.h"
#include "cli/demo/plan.h"

namespace kula::cli::demo {

class Transmitter {
 public:
  // Asks the node for its chain and all nonces.
  [[nodiscard]] static Result<Transmitter> open(PatientNode& node, const Cast& cast);

  // Sends what is not on the chain yet and returns when all of the stage is final. Stages come in the order
  // of the plan: a sender's nonces count on from stage to stage. One batch is under way at a time, so that a
  // node that was killed and a loader that was killed leave a beginning of each sender's plan, and nothing of
  // a group whose predecessors are not all there. Errors:
  // the rejection's code with the row it came from, unless the stage may be late and the rejection follows
  // from a missed deadline; what PatientNode gives up on.
  [[nodiscard]] Result<void> send(const Stage& stage);

  [[nodiscard]] std::size_t sent() const { return sent_; }                // by this run
  [[nodiscard]] std::size_t found() const { return found_; }              // on the chain before
  [[nodiscard]] std::uint64_t nonce_of(const std::string& sender) const;  // on the chain

 private:
  struct Waiting {
    const PlannedTransaction* planned = nullptr;
    std::size_t group = 0;  // in its stage
    std::uint64_t nonce = 0;
    bool may_be_late = false;
    std::optional<types::Transaction> transaction;  // signed once, unless it expires
    TimeMs expires_at;
  };

  Transmitter(PatientNode& node, const Cast& cast) : node_(node), cast_(cast) {}
  [[nodiscard]] Result<void> read_nonces();
  [[nodiscard]] Result<void> read_clock();
  [[nodiscard]] bool is_on_chain(const Waiting& waiting) const;
  void sign(Waiting& waiting);
  // The transactions of one group from `from` on that fit one batch, signed; the place after the last one.
  [[nodiscard]] std::size_t sign_batch(std::vector<Waiting>& all, std::size_t from);
  // Sends all[from, to): how many of them, from the first on, are final.
  [[nodiscard]] Result<std::size_t> send_batch(const std::vector<Waiting>& all, std::size_t from,
                                               std::size_t to);
  // After an answer that did not say it: how many of all[from, to), from the first on, the chain holds.
  [[nodiscard]] Result<std::size_t> look_up(const std::vector<Waiting>& all, std::size_t from,
                                            std::size_t to);

  PatientNode& node_;
  const Cast& cast_;
  types::ChainId chain_id_;
  TimeMs now_;
  std::map<types::Address, std::uint64_t> on_chain_;
  std::map<std::string, std::uint64_t> planned_;
  std::size_t sent_ = 0;
  std::size_t found_ = 0;
};

}  // namespace kula::cli::demo
