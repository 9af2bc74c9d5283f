// What the directed scenarios share. Numbers are those of the scenarios in README.md.
#pragma once

#include <gtest/gtest.h>

#include "tests/sim/settling.h"

namespace kula::sim {

inline void expect_sound(Simulation& simulation) {
  for (const auto& fault : simulation.oracle().faults()) ADD_FAILURE() << fault;
}

// The faults are over: progress within the bound, quiet, and one chain everywhere.
inline void expect_good_end(Simulation& simulation) {
  settle(simulation);
  judge_idle(simulation);
  judge_end(simulation);
  expect_sound(simulation);
}

// What a message of consensus says, for choosing which ones are lost.
struct Said {
  std::optional<types::VoteSubject> vote;         // of a vote, not inside of a proposal
  std::optional<types::VoteSubject> certificate;  // alone
  bool is_proposal = false;
  std::optional<types::VoteSubject> proposal;  // the leader's vote
};
[[nodiscard]] inline Said said_in(ByteView bytes) {
  Said said;
  const auto message = byzantine::consensus_message(bytes);
  if (!message) return said;
  if (const auto* vote = std::get_if<consensus::VoteMessage>(&*message)) said.vote = vote->vote.subject;
  if (const auto* one = std::get_if<consensus::CertificateMessage>(&*message))
    said.certificate = one->certificate.subject;
  if (const auto* proposal = std::get_if<consensus::Proposal>(&*message)) {
    said.is_proposal = true;
    said.proposal = proposal->vote.subject;
  }
  return said;
}
[[nodiscard]] inline bool is_of(const std::optional<types::VoteSubject>& subject, types::VoteKind kind) {
  return subject && subject->kind == kind;
}

[[nodiscard]] inline SimulationOptions calm(std::size_t validators, std::uint64_t seed = 1) {
  SimulationOptions options;
  options.seed = seed;
  options.size.validators = validators;
  return options;
}

// Everybody runs, connected, and the first transactions are final.
inline void begin(Simulation& simulation, std::uint64_t height = 2) {
  simulation.start_all();
  simulation.start_clients();
  EXPECT_TRUE(
      simulation.run_until([&] { return simulation.oracle().height().value >= height; }, 30 * kSecond))
      << "the network does not begin";
}

// Nobody sends any more, and everything sent is final everywhere; false when that does not come to pass.
[[nodiscard]] inline bool comes_to_rest(Simulation& simulation) {
  simulation.stop_clients();
  return simulation.run_until([&] { return simulation.clients_are_idle() && simulation.is_level(); },
                              30 * kSecond);
}

}  // namespace kula::sim
