// Heap memory by owner. What was allocated while a node's own code ran, and is not freed yet, is what that
// node keeps, wherever it keeps it: no queue of it can be forgotten here. Replaces operator new of the
// programs that link it. One thread. Built with AddressSanitizer, it counts nothing.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::sim {

using MemoryOwner = std::uint32_t;
inline constexpr MemoryOwner kNobody = 0;  // what the simulation itself keeps: disks, messages, books
inline constexpr std::size_t kMemoryOwners = 64;

// Until its end, what is allocated is `owner`'s. REQUIRES owner < kMemoryOwners.
class MemoryScope {
 public:
  explicit MemoryScope(MemoryOwner owner);
  MemoryScope(const MemoryScope&) = delete;
  MemoryScope& operator=(const MemoryScope&) = delete;
  ~MemoryScope();

 private:
  MemoryOwner before_;
};

// Allocated and not freed, in bytes that were asked for; 0 with AddressSanitizer.
[[nodiscard]] std::uint64_t memory_of(MemoryOwner owner);

}  // namespace kula::sim
