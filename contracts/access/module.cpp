#include "contracts/access/module.h"

#include "contracts/access/check_access.h"
#include "contracts/access/codes.h"
#include "contracts/access/enrol.h"
#include "contracts/access/events.h"
#include "contracts/access/publish_resource.h"
#include "contracts/access/rate.h"
#include "contracts/access/show_tier.h"
#include "contracts/access/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::access {

Module access_module() {
  return {"access",
          {make_action<CourseEnrol>(), make_action<CourseRate>(), make_action<ResourcePublish>()},
          {make_event<Enrolled>(), make_event<ResourcePublished>()},
          {},
          {make_table<kTiers>(), make_table<kRules>(), make_table<kResources>(), make_table<kEnrolments>()},
          {&kNoAccess, &kAlreadyEnrolled, &kOwnCourse, &kBadStars},
          {make_query<CheckAccess>(), make_query<ShowTier>()}};
}

}  // namespace kula::contracts::access
