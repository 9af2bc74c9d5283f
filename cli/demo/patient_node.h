// A node that may be killed and started again while we talk to it.
#pragma once

#include <optional>

#include "cli/node_client.h"
#include "cli/print.h"

namespace kula::cli::demo {

class PatientNode {
 public:
  explicit PatientNode(NodeClient& node) : node_(node) {}

  // The answer of `ask(node)`, asked again every half second while the node cannot be reached or cannot take
  // it now, for up to two minutes. REQUIRES that asking twice does no harm.
  template <class Ask>
  [[nodiscard]] auto call(const Ask& ask) -> decltype(ask(std::declval<NodeClient&>())) {
    const auto since = wall_clock();
    while (true) {
      auto answer = ask(node_);
      if (answer || !is_passing(answer.error()) || !wait_longer(since)) return answer;
    }
  }
  // One question, without patience.
  [[nodiscard]] NodeClient& once() { return node_; }

  // Whether an error may be gone in a moment.
  [[nodiscard]] static bool is_passing(const Error& error);
  static void pause();

 private:
  // Tells about the wait, every ten seconds; false when it was too long.
  [[nodiscard]] bool wait_longer(TimeMs since);
  NodeClient& node_;
};

}  // namespace kula::cli::demo
