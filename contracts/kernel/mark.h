// A row that only says "yes".
#pragma once

namespace kula::contracts {

struct Mark {
  template <class Archive>
  void serialize(Archive&) {}
};

}  // namespace kula::contracts
