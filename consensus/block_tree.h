// The blocks above the last final one, by id: what we know of them and whether we executed them.
#pragma once

#include <map>

#include "consensus/message.h"

namespace kula::consensus {

enum class BlockState : std::uint8_t {
  known,     // header seen
  asked,     // CheckBlock is out
  unknown,   // parts are missing: ask again
  executed,  // valid on its executed parent
  invalid,
};

struct KnownBlock {
  types::BlockHeader header;
  std::vector<types::TransactionBytesHash> transactions;
  BlockPointer block;  // with its body: once executed, or from the record
  BlockState state = BlockState::known;
};

class BlockTree {
 public:
  using Blocks = std::map<types::BlockId, KnownBlock>;

  // Starts over at a final block.
  void reset(const types::BlockHeader& final_header);

  [[nodiscard]] const types::BlockId& final_id() const { return final_id_; }
  [[nodiscard]] const types::BlockHeader& final_header() const { return final_header_; }

  // Adds a block above the final one; nothing happens when it is there already.
  void add(const types::BlockId& id, KnownBlock block);
  [[nodiscard]] KnownBlock* find(const types::BlockId& id);
  [[nodiscard]] const KnownBlock* find(const types::BlockId& id) const;
  [[nodiscard]] const Blocks& blocks() const { return blocks_; }
  // The header of the final block or of one above; nullptr when unknown.
  [[nodiscard]] const types::BlockHeader* header(const types::BlockId& id) const;
  // True for the final block and for executed ones (whose ancestors then are executed too).
  [[nodiscard]] bool is_executed(const types::BlockId& id) const;

  // Blocks whose parts were missing are to be checked again.
  void ask_again();

  enum class Reach : std::uint8_t { reaches, unknown_ancestor, contradicts };
  struct Path {
    Reach reach = Reach::unknown_ancestor;
    std::vector<types::BlockId> blocks;  // from the final block's child up to the asked one, when it reaches
  };
  // How a block stands to the final one. It contradicts when it is no descendant of it.
  [[nodiscard]] Path path_to(const types::BlockId& id) const;

  // Moves the final block one up and drops what can no longer become final; the dropped ids.
  // REQUIRES an executed child of the final block (checked: the committed chain extends itself).
  std::vector<types::BlockId> make_final(const types::BlockId& id);

 private:
  types::BlockHeader final_header_;
  types::BlockId final_id_;
  Blocks blocks_;
};

}  // namespace kula::consensus
