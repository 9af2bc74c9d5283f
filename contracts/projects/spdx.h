// SPDX licence expressions (C6.2), after SPDX 3.0.1 annex "SPDX license expressions". Pure; any thread.
//
//   expression = term { OR term }        term = factor { AND factor }
//   factor     = "(" expression ")" | simple [ WITH exception-id ]
//   simple     = licence-id [ "+" ] | [ "DocumentRef-" idstring ":" ] "LicenseRef-" idstring
//
// Ids are compared with the pinned list without case; references keep their case. Operators are all upper or
// all lower case and stand between spaces or parentheses; "+" follows its id without space. The canonical
// form has the list's spelling of ids, upper-case operators, single spaces, and only the parentheses that
// precedence needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/kernel/code.h"

namespace kula::contracts::projects {

// An expression is stored with every project, course and resource, and read on each access decision.
inline constexpr std::size_t kMaxLicenceBytes = 512;
// Parentheses inside parentheses: bounds the parser's recursion.
inline constexpr std::size_t kMaxLicenceDepth = 16;

struct LicenceError {
  enum class Kind : std::uint8_t { syntax, unknown_id };
  Kind kind = Kind::syntax;
  std::uint32_t column = 1;  // of the token, in bytes, the first is 1; one past the end for what is missing
  std::string token;         // what was found there; empty at the end
};

struct LicenceExpression {
  enum class Kind : std::uint8_t { licence, all_of, any_of };
  Kind kind = Kind::licence;
  std::string licence;   // canonical text of a simple expression, with "+" and WITH
  bool is_open = false;  // of a licence: spdx_list.h; false for references. An exception only permits more
  std::vector<LicenceExpression>
      operands;  // two or more of an all_of (AND) or any_of (OR), none of the same kind

  // The canonical form; parsing it again gives the same form.
  [[nodiscard]] std::string text() const;
  // C5.3 (a): one of the alternatives consists of open licences only.
  [[nodiscard]] bool has_open_alternative() const;
};

[[nodiscard]] Expected<LicenceExpression, LicenceError> parse_licence(std::string_view text);

// The canonical form, or the code that says what is wrong: kLicenceUnknown or kLicenceSyntax.
[[nodiscard]] Expected<std::string, Rejection> canonical_licence(std::string_view text);

}  // namespace kula::contracts::projects
