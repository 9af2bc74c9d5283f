#include "ledger/crypto/sha256.h"

// The functions below EVP: deprecated for programs that may change the algorithm, which this one may not.
// They look nothing up, and a state that has read a tag's prefix can be copied, which saves that block in
// every tagged hash.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <string>
#include <vector>

#include "ledger/base/check.h"

namespace kula::crypto {

namespace {

class Hasher {
 public:
  Hasher() { check(SHA256_Init(&state_)); }
  void add(ByteView bytes) { check(SHA256_Update(&state_, bytes.data(), bytes.size())); }
  [[nodiscard]] Hash end() {
    Hash hash;
    check(SHA256_Final(hash.bytes.data(), &state_));
    return hash;
  }

  // Of the whole blocks that were added: the hash, when padding was among them.
  [[nodiscard]] Hash chaining_value() const {
    Hash hash;
    for (std::size_t i = 0; i < hash.bytes.size(); ++i)
      hash.bytes[i] = static_cast<std::uint8_t>(state_.h[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
  }

 private:
  static void check(int result) {
    KULA_CHECK(result == 1, "OpenSSL could not compute SHA-256; report this as a bug");
  }
  SHA256_CTX state_;
};

// The state after the doubled digest that opens a tagged hash.
struct TagPrefix {
  std::string name;
  Hasher state;
};

TagPrefix make_prefix(std::string_view name) {
  const Hash digest = sha256(as_bytes(name));
  TagPrefix prefix{std::string(name), {}};
  prefix.state.add(digest.view());
  prefix.state.add(digest.view());
  return prefix;
}

// By name, not by where the name stands: somebody else's may come to stand there.
const TagPrefix& prefix_of(const Tag& tag) {
  thread_local std::vector<TagPrefix> known;  // as many as tags.h has
  for (const TagPrefix& prefix : known) {
    if (prefix.name == tag.name) return prefix;
  }
  known.push_back(make_prefix(tag.name));
  return known.back();
}

}  // namespace

Hash sha256(ByteView bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<ByteView> parts) {
  Hasher hasher;
  for (const ByteView part : parts) hasher.add(part);
  return hasher.end();
}

Hash tagged_hash(const Tag& tag, std::initializer_list<ByteView> parts) {
  Hasher hasher = prefix_of(tag).state;
  for (const ByteView part : parts) hasher.add(part);
  return hasher.end();
}

// The 65 bytes and their padding (FIPS 180-4, 5.1.1) are two blocks, read in one go: much of what so short a
// hash costs is collecting its blocks.
Hash node_hash(std::uint8_t prefix, const Hash& left, const Hash& right) {
  constexpr std::size_t kNode = 1 + 2 * Hash::kSize;
  std::array<std::uint8_t, 2 * SHA256_CBLOCK> blocks{};
  blocks[0] = prefix;
  std::copy(left.bytes.begin(), left.bytes.end(), blocks.begin() + 1);
  std::copy(right.bytes.begin(), right.bytes.end(), blocks.begin() + 1 + Hash::kSize);
  blocks[kNode] = 0x80;
  blocks[blocks.size() - 2] = kNode * 8 >> 8;
  blocks[blocks.size() - 1] = kNode * 8 & 0xff;
  Hasher hasher;
  hasher.add(blocks);
  return hasher.chaining_value();
}

}  // namespace kula::crypto
