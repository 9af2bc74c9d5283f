#include "contracts/courses/permissive.h"

#include <algorithm>
#include <array>

#include "contracts/projects/spdx.h"

namespace kula::contracts::courses {

namespace {

// Pinned with the protocol version like the SPDX list itself. From the Blue Oak Council's list of permissive
// licences (https://blueoakcouncil.org/list): its model, gold and silver ratings and the bronze ones in
// common use, and the public-domain dedications with a licence to fall back on.
constexpr std::array<std::string_view, 26> kPermissive{"0BSD",
                                                       "AFL-3.0",
                                                       "Apache-1.1",
                                                       "Apache-2.0",
                                                       "Artistic-2.0",
                                                       "BlueOak-1.0.0",
                                                       "BSD-1-Clause",
                                                       "BSD-2-Clause",
                                                       "BSD-2-Clause-Patent",
                                                       "BSD-3-Clause",
                                                       "BSD-3-Clause-Clear",
                                                       "BSL-1.0",
                                                       "CC-BY-4.0",
                                                       "CC0-1.0",
                                                       "ECL-2.0",
                                                       "ISC",
                                                       "MIT",
                                                       "MIT-0",
                                                       "MulanPSL-2.0",
                                                       "NCSA",
                                                       "PostgreSQL",
                                                       "Python-2.0",
                                                       "Unlicense",
                                                       "UPL-1.0",
                                                       "X11",
                                                       "Zlib"};

bool has_permissive_alternative(const projects::LicenceExpression& expression) {
  using Kind = projects::LicenceExpression::Kind;
  const auto& operands = expression.operands;
  switch (expression.kind) {
    case Kind::licence: {
      const auto id = expression.licence.substr(0, expression.licence.find_first_of(" +"));
      return std::find(kPermissive.begin(), kPermissive.end(), id) != kPermissive.end();
    }
    case Kind::all_of:
      return std::all_of(operands.begin(), operands.end(), has_permissive_alternative);
    case Kind::any_of:
      return std::any_of(operands.begin(), operands.end(), has_permissive_alternative);
  }
  return false;
}

}  // namespace

bool is_permissive(std::string_view licence) {
  const auto expression = projects::parse_licence(licence);
  return expression && has_permissive_alternative(*expression);
}

}  // namespace kula::contracts::courses
