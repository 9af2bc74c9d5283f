#include "cli/contract_kinds.h"

namespace kula::cli {

const contracts::ContractProcessor& contract_kinds() {
  static const contracts::ContractProcessor kKinds;
  return kKinds;
}

}  // namespace kula::cli
