#include "ledger/state/page.h"

#include "ledger/base/check.h"
#include "ledger/crypto/tags.h"

namespace kula::state {

namespace {

void put_bitmap(Bytes& out, std::uint16_t bits) {
  out.push_back(static_cast<std::uint8_t>(bits));
  out.push_back(static_cast<std::uint8_t>(bits >> 8));
}

// Seven bits a byte, least significant first; the top bit says that more follow.
void put_varint(Bytes& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

// Reads what the functions above wrote; after the first byte that is missing or wrong, `good` is false.
class PageReader {
 public:
  explicit PageReader(ByteView bytes) : left_(bytes) {}

  std::uint8_t byte() {
    if (left_.empty()) {
      good_ = false;
      return 0;
    }
    const std::uint8_t result = left_.front();
    left_ = left_.subspan(1);
    return result;
  }
  std::uint16_t bitmap() {
    const std::uint8_t low = byte();
    return static_cast<std::uint16_t>(low | byte() << 8);
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      const std::uint64_t bits = next & 0x7f;
      if ((bits << shift) >> shift != bits) break;
      value |= bits << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) break;  // a longer form of a shorter number
        return value;
      }
    }
    good_ = false;
    return 0;
  }
  template <class Fixed>
  Fixed fixed() {
    if (left_.size() < Fixed::kSize) {
      good_ = false;
      return {};
    }
    Fixed result;
    std::copy_n(left_.begin(), Fixed::kSize, result.bytes.begin());
    left_ = left_.subspan(Fixed::kSize);
    return result;
  }
  [[nodiscard]] bool read_everything() const { return good_ && left_.empty(); }

 private:
  ByteView left_;
  bool good_ = true;
};

}  // namespace

NibblePath NibblePath::child(std::size_t nibble) const {
  KULA_CHECK(size_ < kMaxSize && nibble < 16,
             "a path below the last bits of a key hash; report this as a bug");
  NibblePath result = *this;
  const std::size_t bits = size_ % 2 == 0 ? nibble << 4 : nibble;
  result.packed_[size_ / 2] = static_cast<std::uint8_t>(result.packed_[size_ / 2] | bits);
  ++result.size_;
  return result;
}

Bytes page_key(const PageName& name) {
  constexpr std::uint8_t kPath = 0x01;
  Bytes key;
  key.reserve(sizeof name.version + 1 + name.path.size());
  for (std::size_t i = sizeof name.version; i-- > 0;) {
    key.push_back(static_cast<std::uint8_t>(name.version >> (8 * i)));
  }
  key.push_back(kPath);
  for (std::size_t i = 0; i < name.path.size(); ++i) key.push_back(name.path[i]);
  return key;
}

Bytes encode_page(const Page& page) {
  std::uint16_t leaves = 0;
  std::uint16_t links = 0;
  std::size_t size = 4;
  for (std::size_t i = 0; i < Page::kSlots; ++i) {
    const auto bit = static_cast<std::uint16_t>(1U << i);
    if (std::holds_alternative<types::StateLeaf>(page.slots[i])) {
      leaves = static_cast<std::uint16_t>(leaves | bit);
      size += types::StateKeyHash::kSize + Hash::kSize;
    } else if (std::holds_alternative<PageLink>(page.slots[i])) {
      links = static_cast<std::uint16_t>(links | bit);
      size += Hash::kSize + 4;  // a version is rarely longer
    }
  }
  Bytes out;
  out.reserve(size);
  put_bitmap(out, leaves);
  put_bitmap(out, links);
  for (const Slot& slot : page.slots) {
    if (const auto* leaf = std::get_if<types::StateLeaf>(&slot)) {
      append(out, leaf->key.view());
      append(out, leaf->value_hash.view());
    } else if (const auto* link = std::get_if<PageLink>(&slot)) {
      append(out, link->hash.view());
      put_varint(out, link->version);
    }
  }
  return out;
}

std::optional<Page> decode_page(ByteView bytes) {
  PageReader reader(bytes);
  const std::uint16_t leaves = reader.bitmap();
  const std::uint16_t links = reader.bitmap();
  if ((leaves & links) != 0) return std::nullopt;
  std::optional<Page> page(std::in_place);
  for (std::size_t i = 0; i < Page::kSlots; ++i) {
    if ((leaves >> i & 1) != 0) {
      auto& leaf = page->slots[i].emplace<types::StateLeaf>();
      leaf.key = reader.fixed<types::StateKeyHash>();
      leaf.value_hash = reader.fixed<Hash>();
    } else if ((links >> i & 1) != 0) {
      auto& link = page->slots[i].emplace<PageLink>();
      link.hash = reader.fixed<Hash>();
      link.version = reader.varint();
    }
  }
  if (!reader.read_everything()) return std::nullopt;
  return page;
}

void PageNodes::update(const Page& page, std::uint16_t changed) {
  std::uint32_t stale = std::uint32_t{changed} << Page::kSlots;  // bit n is node n
  for (std::size_t i = 0; i < Page::kSlots; ++i) {
    if ((changed >> i & 1) != 0)
      nodes_[Page::kSlots + i] = node_of(page.slots[i], static_cast<std::uint8_t>(i));
  }
  for (std::size_t i = Page::kSlots; i-- > kTop;) {
    if ((stale >> (2 * i) & 3) == 0) continue;
    nodes_[i] = parent_of(nodes_[2 * i], nodes_[2 * i + 1]);
    stale |= std::uint32_t{1} << i;
  }
}

PageNodes::Node PageNodes::node_of(const Slot& slot, std::uint8_t number) {
  if (const auto* leaf = std::get_if<types::StateLeaf>(&slot)) {
    return {Kind::leaf, number, types::state_leaf_hash(leaf->key, leaf->value_hash)};
  }
  if (const auto* link = std::get_if<PageLink>(&slot)) return {Kind::inner, number, link->hash};
  return {};
}

PageNodes::Node PageNodes::parent_of(const Node& left, const Node& right) {
  // A lone leaf is lifted: its hash stands for every subtree that holds nothing else.
  if (left.kind == Kind::empty && right.kind != Kind::inner) return right;
  if (right.kind == Kind::empty && left.kind != Kind::inner) return left;
  return {Kind::inner, 0, crypto::node_hash(crypto::kPrefixStateNode, left.hash, right.hash)};
}

}  // namespace kula::state
