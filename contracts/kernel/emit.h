// emit(context, event): records that something happened. Included by .cpp files only.
#pragma once

#include "contracts/kernel/context.h"
#include "ledger/codec/binary.h"

namespace kula::contracts {

template <class E>
void emit(Context& context, const E& event) {
  context.events.push_back({E::kNumber, codec::encode(event)});
}

}  // namespace kula::contracts
