// node.ready (C1.4, R18): a node that may become a validator shows that it has the chain and its key.
#pragma once

#include "contracts/kernel/module.h"
#include "ledger/base/slug.h"
#include "ledger/types/ids.h"

namespace kula::contracts::accounts {

// The newest block that a node showed to have.
struct NodeReadiness {
  Height height;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height));
  }
};

// Whether the node showed a block that is at most policy.accounts.ready_blocks before this one.
[[nodiscard]] bool is_ready(const Context& context, const Slug& name);

// What the consensus key signs: tag, chain, height, block id.
[[nodiscard]] Hash ready_message(const types::ChainId& chain, Height height, const types::BlockId& block);

// By the node's operator. Counts for policy.accounts.ready_blocks from the block named; a newer one replaces
// it. Rejects: node_not_found, not_allowed, no_consensus_key, stale_ready, wrong_block, bad_ready.
struct ReadyNode {
  static constexpr std::uint16_t kNumber = 0x0107;
  static constexpr std::string_view kName = "node.ready";
  static constexpr std::string_view kSummary = "Show that a node you operate has the chain";
  static constexpr ActionTraits kTraits{};
  Slug name;
  Height height;
  types::BlockId block_id;
  crypto::Signature signature;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("height", height), codec::field("block_id", block_id),
            codec::field("signature", signature));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::accounts
