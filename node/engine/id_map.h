// A map by ids that are hashes: transaction ids, addresses. A look-up costs one or two steps in memory
// (hash_index.h); there is no iteration, so nothing depends on an order. Who makes ids that crowd together,
// one by one and each with a good signature, only makes look-ups slower. Values stay where they are.
#pragma once

#include "ledger/base/hash_index.h"

namespace kula::engine {

template <class Id, class Value>
class IdMap {
 public:
  [[nodiscard]] Value* find(const Id& id) const {
    Entry* const entry = index_.find(hash_of_id(id), is(id));
    return entry == nullptr ? nullptr : &entry->value;
  }
  [[nodiscard]] bool contains(const Id& id) const { return find(id) != nullptr; }
  // The id's value; made when it is not here.
  Value& operator[](const Id& id) {
    if (auto* const known = find(id)) return *known;
    return index_.insert(hash_of_id(id), std::make_unique<Entry>(Entry{id, Value{}}))->value;
  }
  // Takes a value out; nothing when there is none.
  std::optional<Value> take(const Id& id) {
    const auto entry = index_.take(hash_of_id(id), is(id));
    if (entry == nullptr) return std::nullopt;
    return std::move(entry->value);
  }
  void erase(const Id& id) { static_cast<void>(take(id)); }
  [[nodiscard]] std::size_t size() const { return index_.size(); }
  void clear() { index_.clear(); }

 private:
  struct Entry {
    Id id;
    Value value;
  };
  [[nodiscard]] static auto is(const Id& id) {
    return [&id](const Entry& entry) { return entry.id == id; };
  }
  HashIndex<std::unique_ptr<Entry>> index_;
};

}  // namespace kula::engine
