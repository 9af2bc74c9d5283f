#include "contracts/honours/module.h"

#include "contracts/honours/events.h"
#include "contracts/honours/queries.h"
#include "contracts/honours/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::honours {

Module honours_module() {
  return {"honours",
          {},
          {make_event<HonourMinted>()},
          {},
          {make_table<kHonours>(), make_table<kHonourCounts>()},
          {},
          {make_query<HonoursOf>()}};
}

}  // namespace kula::contracts::honours
