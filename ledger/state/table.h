// A typed table of the state: Table<Record, KeyParts...>. Included by the .cpp files that read and write
// records.
#pragma once

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/state/key.h"
#include "ledger/state/overlay.h"

namespace kula::state {

// The key of a row is its parts in order; a row's number is part of its name in proofs: never reuse one.
template <class Record, class... KeyParts>
class Table {
 public:
  using RecordType = Record;
  using Key = std::tuple<KeyParts...>;

  constexpr Table(std::uint16_t number, std::string_view name) : number_(number), name_(name) {}

  [[nodiscard]] constexpr std::uint16_t number() const { return number_; }
  [[nodiscard]] constexpr std::string_view name() const { return name_; }

  [[nodiscard]] StateKey key(const KeyParts&... parts) const { return prefix(parts...); }
  // The range of rows whose first key parts are these.
  template <class... Parts>
  [[nodiscard]] StateKey prefix(const Parts&... parts) const {
    StateKey key;
    key.reserve(kUsualKeyBytes);
    append_key_part(key, number_);
    (append_key_part(key, parts), ...);
    return key;
  }

  [[nodiscard]] std::optional<Record> get(const StateView& state, const KeyParts&... parts) const {
    const auto bytes = state.get(key(parts...));
    if (!bytes) return std::nullopt;
    return decoded(*bytes);
  }
  // The row, or a default record where there is none.
  [[nodiscard]] Record get_or_default(const StateView& state, const KeyParts&... parts) const {
    return get(state, parts...).value_or(Record{});
  }
  [[nodiscard]] bool contains(const StateView& state, const KeyParts&... parts) const {
    return state.get(key(parts...)).has_value();
  }
  void put(Overlay& state, const KeyParts&... parts, const Record& record) const {
    state.put(key(parts...), codec::encode(record));
  }
  void erase(Overlay& state, const KeyParts&... parts) const { state.erase(key(parts...)); }

  // Visits rows whose key begins with `parts`, ascending: visit(const Key&, const Record&) -> bool (false
  // stops).
  template <class Visit, class... Parts>
  void scan(const StateView& state, Visit&& visit, const Parts&... parts) const {
    state.scan(prefix(parts...), {},
               [&](ByteView full_key, ByteView value) { return visit(key_of(full_key), decoded(value)); });
  }

  // Key parts of a full key of this table.
  [[nodiscard]] static Key key_of(ByteView full_key) {
    ByteView left = full_key.subspan(sizeof(std::uint16_t));
    Key key;
    const bool whole = std::apply([&](auto&... part) { return (take_key_part(left, part) && ...); }, key);
    KULA_CHECK(whole && left.empty(), "a state key cannot be read; run `kulad tool verify --data-dir DIR`");
    return key;
  }
  [[nodiscard]] static Record decoded(ByteView value) {
    auto record = codec::decode_own<Record>(value);
    KULA_CHECK(record.has_value(), "a state record cannot be read; run `kulad tool verify --data-dir DIR`");
    return std::move(*record);
  }

 private:
  static constexpr std::size_t kUsualKeyBytes = 64;  // one allocation for a key

  std::uint16_t number_;
  std::string_view name_;
};

}  // namespace kula::state
