// A whole state in a map, for tests: blocks' writes are applied to it.
#pragma once

#include <map>

#include "ledger/state/overlay.h"

namespace kula::tests {

class MapState final : public state::StateView {
 public:
  [[nodiscard]] std::optional<Bytes> get(const state::StateKey& key) const override {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return std::nullopt;
    return found->second;
  }
  void scan(ByteView prefix, ByteView from, const Visitor& visit) const override {
    const Bytes begin = std::max(to_bytes(prefix), to_bytes(from));
    for (auto row = rows_.lower_bound(begin); row != rows_.end(); ++row) {
      const bool inside =
          row->first.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), row->first.begin());
      if (!inside || !visit(row->first, row->second)) return;
    }
  }
  void apply(const state::Writes& writes) {
    for (const auto& [key, value] : writes) {
      if (value) {
        rows_[key] = *value;
      } else {
        rows_.erase(key);
      }
    }
  }
  [[nodiscard]] const std::map<Bytes, Bytes>& rows() const { return rows_; }

 private:
  std::map<Bytes, Bytes> rows_;
};

}  // namespace kula::tests
