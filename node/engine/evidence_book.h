// Pairs of votes that no honest validator signs both (R15), kept so that anybody may report them on chain
// (the action node.evidence). One pair of a validator and epoch says it all; bounded: the first ones stay.
#pragma once

#include <map>
#include <vector>

#include "consensus/output.h"
#include "node/api/peers.h"
#include "node/engine/limits.h"

namespace kula::engine {

class EvidenceBook {
 public:
  // True when it is news. `key` is the validator's in the epoch of the votes.
  bool add(const consensus::Evidence& evidence, const crypto::PublicKey& key) {
    if (pairs_.size() >= kMaxEvidence) return false;
    return pairs_.emplace(std::pair(key, evidence.first.subject.epoch), evidence).second;
  }
  [[nodiscard]] api::EvidenceList list() const {
    api::EvidenceList list;
    for (const auto& [whose, evidence] : pairs_) {
      list.evidence.push_back({whose.first, whose.second, evidence.first.subject.view, evidence.first,
                               evidence.second, codec::encode(evidence.first),
                               codec::encode(evidence.second)});
    }
    return list;
  }

 private:
  std::map<std::pair<crypto::PublicKey, types::Epoch>, consensus::Evidence> pairs_;
};

}  // namespace kula::engine
