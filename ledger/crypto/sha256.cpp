#include "ledger/crypto/sha256.h"

#include <memory>
#include <openssl/evp.h>
#include <vector>

#include "ledger/base/check.h"

namespace kula::crypto {

namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};

// One reused context with a fetched digest: a third of the cost of the one-shot calls, which look the
// algorithm up again each time.
class Hasher {
 public:
  Hasher() : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    KULA_CHECK(digest_ && context_, "OpenSSL offers no SHA-256; check its installation with `openssl list`");
  }
  void begin() { check(EVP_DigestInit_ex(context_.get(), digest_.get(), nullptr)); }
  void add(ByteView bytes) { check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size())); }
  [[nodiscard]] Hash end() {
    Hash hash;
    check(EVP_DigestFinal_ex(context_.get(), hash.bytes.data(), nullptr));
    return hash;
  }

 private:
  static void check(int result) {
    KULA_CHECK(result == 1, "OpenSSL could not compute SHA-256; report this as a bug");
  }
  std::unique_ptr<EVP_MD, Free> digest_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

Hasher& hasher() {
  thread_local Hasher instance;
  return instance;
}

// The doubled digest that opens a tagged hash. One compression over 64 cached bytes is cheaper than copying
// an OpenSSL context, which allocates.
struct TagPrefix {
  std::string_view name;
  std::array<std::uint8_t, 64> bytes;
};

TagPrefix make_prefix(std::string_view name) {
  const Hash digest = sha256(as_bytes(name));
  TagPrefix prefix{name, {}};
  std::copy(digest.bytes.begin(), digest.bytes.end(), prefix.bytes.begin());
  std::copy(digest.bytes.begin(), digest.bytes.end(), prefix.bytes.begin() + 32);
  return prefix;
}

const TagPrefix& prefix_of(const Tag& tag) {
  thread_local std::vector<TagPrefix> known;  // as many as tags.h has
  for (const TagPrefix& prefix : known) {
    if (prefix.name.data() == tag.name.data() && prefix.name.size() == tag.name.size()) return prefix;
  }
  known.push_back(make_prefix(tag.name));
  return known.back();
}

}  // namespace

Hash sha256(ByteView bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<ByteView> parts) {
  Hasher& hash = hasher();
  hash.begin();
  for (const ByteView part : parts) hash.add(part);
  return hash.end();
}

Hash tagged_hash(const Tag& tag, std::initializer_list<ByteView> parts) {
  const TagPrefix& prefix = prefix_of(tag);
  Hasher& hash = hasher();
  hash.begin();
  hash.add(prefix.bytes);
  for (const ByteView part : parts) hash.add(part);
  return hash.end();
}

Hash node_hash(std::uint8_t prefix, const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> node;
  node[0] = prefix;
  std::copy(left.bytes.begin(), left.bytes.end(), node.begin() + 1);
  std::copy(right.bytes.begin(), right.bytes.end(), node.begin() + 33);
  return sha256(ByteView(node));
}

}  // namespace kula::crypto
