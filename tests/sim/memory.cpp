#include "tests/sim/memory.h"

#include <array>
#include <cstdlib>
#include <new>

namespace kula::sim {

namespace {

std::array<std::uint64_t, kMemoryOwners> live{};
MemoryOwner current = kNobody;

}  // namespace

MemoryScope::MemoryScope(MemoryOwner owner) : before_(current) { current = owner; }

MemoryScope::~MemoryScope() { current = before_; }

std::uint64_t memory_of(MemoryOwner owner) { return live.at(owner); }

}  // namespace kula::sim

// AddressSanitizer's own find more than ours would let it; nothing is counted there.
#ifndef __SANITIZE_ADDRESS__
namespace kula::sim {
namespace {

// Before each piece of memory; as large as the strictest alignment that operator new promises.
struct alignas(__STDCPP_DEFAULT_NEW_ALIGNMENT__) Tag {
  std::uint64_t size;
  MemoryOwner owner;
};

void* allocate(std::size_t size) noexcept {
  auto* tag = static_cast<Tag*>(std::malloc(sizeof(Tag) + size));
  if (tag == nullptr) return nullptr;
  *tag = {size, current};
  live[current] += size;
  return tag + 1;
}

void* allocate_or_throw(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  auto* tag = static_cast<Tag*>(memory) - 1;
  live[tag->owner] -= tag->size;
  std::free(tag);
}

}  // namespace
}  // namespace kula::sim

// All that take a size and no alignment: those of a library would not know the tag.
void* operator new(std::size_t size) { return kula::sim::allocate_or_throw(size); }
void* operator new[](std::size_t size) { return kula::sim::allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return kula::sim::allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return kula::sim::allocate(size); }
void operator delete(void* memory) noexcept { kula::sim::release(memory); }
void operator delete[](void* memory) noexcept { kula::sim::release(memory); }
void operator delete(void* memory, std::size_t) noexcept { kula::sim::release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { kula::sim::release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { kula::sim::release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { kula::sim::release(memory); }
#endif
