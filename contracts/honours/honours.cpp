#include "contracts/honours/honours.h"

#include "contracts/honours/events.h"
#include "contracts/honours/tables.h"
#include "contracts/kernel/emit.h"

namespace kula::contracts::honours {

void mint(Context& context, HonourKind kind, const types::Address& holder, std::string reference) {
  auto row = kHonourCounts.get_or_default(context.state, holder);
  ++row.count;
  kHonourCounts.put(context.state, holder, row);
  kHonours.put(context.state, holder, row.count, Honour{kind, holder, reference, context.now});
  emit(context, HonourMinted{holder, row.count, kind, std::move(reference)});
}

}  // namespace kula::contracts::honours
