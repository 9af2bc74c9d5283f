// Finds things by a 64-bit hash of their key: open addressing with linear probing, so that a look-up costs
// one or two steps in memory where a tree costs one for each level. It offers no iteration: the order of its
// slots means nothing, and so nothing can come to depend on it. Keys that crowd together only make it slower:
// a look-up walks over slots of 16 bytes that lie side by side.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "ledger/base/bytes.h"

namespace kula {

// The first eight bytes of what is a hash already: an id, an address.
template <std::size_t N, class Tag>
[[nodiscard]] std::uint64_t hash_of_id(const FixedBytes<N, Tag>& id) {
  static_assert(N >= sizeof(std::uint64_t));
  std::uint64_t hash = 0;
  std::memcpy(&hash, id.bytes.data(), sizeof hash);
  return hash;
}

// Eight bytes at a time through a multiplication and a shift (the mixer of MurmurHash3, Appleby).
[[nodiscard]] inline std::uint64_t hash_of_bytes(ByteView key) {
  std::uint64_t hash = key.size();
  while (!key.empty()) {
    const std::size_t taken = std::min(key.size(), sizeof hash);
    std::uint64_t word = 0;
    std::memcpy(&word, key.data(), taken);
    hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    key = key.subspan(taken);
  }
  return hash;
}

// `Pointer` is std::unique_ptr<T>, or a plain pointer to what somebody else owns. What it points to stays
// where it is.
template <class Pointer>
class HashIndex {
 public:
  HashIndex() = default;
  // Leaves the other one empty.
  HashIndex(HashIndex&& other) noexcept
      : slots_(std::exchange(other.slots_, {})), size_(std::exchange(other.size_, 0)) {}
  HashIndex& operator=(HashIndex&& other) noexcept {
    slots_ = std::exchange(other.slots_, {});
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  using Entry = typename std::pointer_traits<Pointer>::element_type;

  // The entry with this hash for which `same(entry)` holds; null when there is none.
  template <class Same>
  [[nodiscard]] Entry* find(std::uint64_t hash, Same same) const {
    const std::size_t at = slot_of(hash, same);
    return at == kNone ? nullptr : std::to_address(slots_[at].entry);
  }
  // REQUIRES an entry that is not here.
  Entry* insert(std::uint64_t hash, Pointer entry) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Entry* const inserted = std::to_address(entry);
    put(hash, std::move(entry));
    ++size_;
    return inserted;
  }
  // Takes an entry out; null when there is none.
  template <class Same>
  Pointer take(std::uint64_t hash, Same same) {
    std::size_t hole = slot_of(hash, same);
    if (hole == kNone) return nullptr;
    Pointer taken = std::exchange(slots_[hole].entry, nullptr);
    --size_;
    // Those behind that could not stand nearer to their place move up (Knuth, volume 3, 6.4, algorithm R).
    for (std::size_t at = next(hole); slots_[at].entry != nullptr; at = next(at)) {
      const std::size_t distance = (at - slots_[at].hash) & mask();
      if (distance < ((at - hole) & mask())) continue;
      slots_[hole] = {slots_[at].hash, std::exchange(slots_[at].entry, nullptr)};
      hole = at;
    }
    return taken;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  void clear() {
    slots_.clear();
    size_ = 0;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Pointer entry = nullptr;  // null: free
  };
  static constexpr std::size_t kNone = SIZE_MAX;
  static constexpr std::size_t kFirstSlots = 16;

  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }  // a power of two
  [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & mask(); }

  template <class Same>
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash, Same same) const {
    if (slots_.empty()) return kNone;
    for (std::size_t at = hash & mask(); slots_[at].entry != nullptr; at = next(at)) {
      if (slots_[at].hash == hash && same(std::as_const(*slots_[at].entry))) return at;
    }
    return kNone;
  }
  void put(std::uint64_t hash, Pointer entry) {
    std::size_t at = hash & mask();
    while (slots_[at].entry != nullptr) at = next(at);
    slots_[at] = {hash, std::move(entry)};
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? kFirstSlots : 2 * slots_.size());
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.entry != nullptr) put(slot.hash, std::move(slot.entry));
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace kula
