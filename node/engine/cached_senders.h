// A Processor that looks every sender up once per tip: admission asks about the same few senders again and
// again.
#pragma once

#include "ledger/execution/forwarding_processor.h"
#include "node/engine/id_map.h"

namespace kula::engine {

class CachedSenders final : public execution::ForwardingProcessor {
 public:
  // REQUIRES `processor` outlives this.
  using ForwardingProcessor::ForwardingProcessor;
  // The state is another one now.
  void clear() { senders_.clear(); }

  // REQUIRES the same state at every call between two clear().
  [[nodiscard]] std::optional<execution::SenderState> sender(const state::StateView& state,
                                                             const types::Address& address) const override {
    if (const auto* known = senders_.find(address.raw)) return *known;
    return senders_[address.raw] = ForwardingProcessor::sender(state, address);
  }

 private:
  mutable IdMap<types::Address::BinaryForm, std::optional<execution::SenderState>> senders_;
};

}  // namespace kula::engine
