// Decoders on hostile lengths (security T6). This file replaces the allocation functions of its program to
// count.
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>

#include "ledger/codec/binary.h"
#include "tests/ledger/codec/sample.h"

namespace {
std::size_t allocated_bytes = 0;
void* counted(std::size_t size) {
  allocated_bytes += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace kula::codec {
namespace {

template <class T>
std::size_t allocated_by_decoding(const Bytes& bytes) {
  const std::size_t before = allocated_bytes;
  EXPECT_FALSE(decode<T>(bytes));
  return allocated_bytes - before;
}

Bytes with_length(std::uint32_t length, std::size_t zeros) {
  Bytes bytes = encode(length);
  bytes.resize(bytes.size() + zeros);
  return bytes;
}

TEST(Decode, AllocatesNothingForALengthBeyondTheInput) {
  for (const std::uint32_t length : {101u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
    const Bytes bytes = with_length(length, 100);
    EXPECT_EQ(allocated_by_decoding<Bytes>(bytes), 0u);
    EXPECT_EQ(allocated_by_decoding<std::string>(bytes), 0u);
    EXPECT_EQ(allocated_by_decoding<std::vector<std::uint64_t>>(bytes), 0u);
    EXPECT_EQ(allocated_by_decoding<std::vector<Bytes>>(bytes), 0u);
    EXPECT_EQ((allocated_by_decoding<std::map<std::uint32_t, Bytes>>(bytes)), 0u);
  }
}

TEST(Decode, AllocatesInProportionWhenTheCountIsALie) {
  // A thousand elements of 8 bytes are promised, 1000 bytes are there: 125 elements fit before the end is
  // met.
  const std::size_t allocated = allocated_by_decoding<std::vector<std::uint64_t>>(with_length(1000, 1000));
  EXPECT_GT(allocated, 0u);
  EXPECT_LT(allocated, 4000u);
}

}  // namespace
}  // namespace kula::codec
