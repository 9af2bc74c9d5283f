#include "contracts/projects/spdx.h"

#include <algorithm>
#include <optional>

#include "contracts/projects/codes.h"
#include "contracts/projects/spdx_list.h"

namespace kula::contracts::projects {

namespace {

using Kind = LicenceExpression::Kind;

constexpr std::string_view kLicenceRef = "LicenseRef-";
constexpr std::string_view kDocumentRef = "DocumentRef-";

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_space(char c) { return c == ' ' || c == '\t'; }

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_id_character);
}

bool is_operator(std::string_view word, std::string_view upper, std::string_view lower) {
  return word == upper || word == lower;
}

bool is_any_operator(std::string_view word) {
  return is_operator(word, "AND", "and") || is_operator(word, "OR", "or") ||
         is_operator(word, "WITH", "with");
}

// The part after `prefix`, when `text` has it and the part is an id string.
std::optional<std::string_view> id_after(std::string_view text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix || !is_id(text.substr(prefix.size()))) return std::nullopt;
  return text.substr(prefix.size());
}

// LicenseRef-x or DocumentRef-y:LicenseRef-x.
bool is_reference(std::string_view word) {
  const auto colon = word.find(':');
  if (colon == std::string_view::npos) return id_after(word, kLicenceRef).has_value();
  return id_after(word.substr(0, colon), kDocumentRef) && id_after(word.substr(colon + 1), kLicenceRef);
}

// Operands of the same kind become one list: AND and OR are associative.
void add_operand(LicenceExpression& to, LicenceExpression operand) {
  if (operand.kind == to.kind) {
    std::move(operand.operands.begin(), operand.operands.end(), std::back_inserter(to.operands));
  } else {
    to.operands.push_back(std::move(operand));
  }
}

class Parser {
 public:
  using Result = Expected<LicenceExpression, LicenceError>;

  explicit Parser(std::string_view text) : text_(text) { advance(); }

  Result whole() {
    auto expression = any_of(0);
    if (expression && !word_.empty()) return fail(error(LicenceError::Kind::syntax));
    return expression;
  }

 private:
  // Moves to the next word: a parenthesis, or characters up to a space or parenthesis. Empty at the end.
  void advance() {
    std::size_t at = start_ + word_.size();
    while (at < text_.size() && is_space(text_[at])) ++at;
    start_ = at;
    if (at < text_.size() && (text_[at] == '(' || text_[at] == ')')) {
      ++at;
    } else {
      while (at < text_.size() && !is_space(text_[at]) && text_[at] != '(' && text_[at] != ')') ++at;
    }
    word_ = text_.substr(start_, at - start_);
  }

  [[nodiscard]] LicenceError error(LicenceError::Kind kind) const { return error_at(kind, start_, word_); }
  [[nodiscard]] static LicenceError error_at(LicenceError::Kind kind, std::size_t at,
                                             std::string_view token) {
    return {kind, static_cast<std::uint32_t>(at + 1), std::string(token)};
  }

  // operand { OPERATOR operand }
  template <class Operand>
  Result list(Kind kind, std::string_view upper, std::string_view lower, Operand operand) {
    auto first = operand();
    if (!first || !is_operator(word_, upper, lower)) return first;
    LicenceExpression all;
    all.kind = kind;
    add_operand(all, std::move(*first));
    while (is_operator(word_, upper, lower)) {
      advance();
      auto next = operand();
      if (!next) return next;
      add_operand(all, std::move(*next));
    }
    return all;
  }
  Result any_of(std::size_t depth) {
    return list(Kind::any_of, "OR", "or", [&] { return all_of(depth); });
  }
  Result all_of(std::size_t depth) {
    return list(Kind::all_of, "AND", "and", [&] { return factor(depth); });
  }

  Result factor(std::size_t depth) {
    if (word_ != "(") return simple();
    if (depth == kMaxLicenceDepth) return fail(error(LicenceError::Kind::syntax));
    advance();
    auto inner = any_of(depth + 1);
    if (!inner) return inner;
    if (word_ != ")") return fail(error(LicenceError::Kind::syntax));
    advance();
    return inner;
  }

  Result simple() {
    if (word_.empty() || word_ == ")" || is_any_operator(word_))
      return fail(error(LicenceError::Kind::syntax));
    LicenceExpression result;
    if (is_reference(word_)) {
      result.licence = word_;
    } else {
      const bool or_later = word_.back() == '+';
      const auto id = word_.substr(0, word_.size() - (or_later ? 1 : 0));
      // A reference is no licence with later versions: its "+" is out of place.
      const auto bad = is_reference(id) ? id.end() : std::find_if_not(id.begin(), id.end(), is_id_character);
      if (bad != id.end() || id.empty() || is_reference(id)) {
        const auto at = static_cast<std::size_t>(bad - id.begin());
        return fail(error_at(LicenceError::Kind::syntax, start_ + at, word_.substr(at)));
      }
      const auto* entry = find_spdx_licence(id);
      if (entry == nullptr) return fail(error_at(LicenceError::Kind::unknown_id, start_, id));
      result.licence = std::string(entry->id) + (or_later ? "+" : "");
      result.is_open = entry->is_open;
    }
    advance();
    if (!is_operator(word_, "WITH", "with")) return result;
    advance();
    if (!is_id(word_) || is_any_operator(word_)) return fail(error(LicenceError::Kind::syntax));
    const auto* exception = find_spdx_exception(word_);
    if (exception == nullptr) return fail(error(LicenceError::Kind::unknown_id));
    result.licence.append(" WITH ").append(exception->id);
    advance();
    return result;
  }

  std::string_view text_;
  std::size_t start_ = 0;  // of word_
  std::string_view word_;
};

}  // namespace

std::string LicenceExpression::text() const {
  if (kind == Kind::licence) return licence;
  std::string result;
  for (const auto& operand : operands) {
    if (!result.empty()) result += kind == Kind::all_of ? " AND " : " OR ";
    const bool binds_less = kind == Kind::all_of && operand.kind == Kind::any_of;
    result += binds_less ? "(" + operand.text() + ")" : operand.text();
  }
  return result;
}

bool LicenceExpression::has_open_alternative() const {
  const auto open = [](const LicenceExpression& operand) { return operand.has_open_alternative(); };
  switch (kind) {
    case Kind::licence:
      return is_open;
    case Kind::all_of:
      return std::all_of(operands.begin(), operands.end(), open);
    case Kind::any_of:
      return std::any_of(operands.begin(), operands.end(), open);
  }
  return false;
}

Expected<LicenceExpression, LicenceError> parse_licence(std::string_view text) {
  const LicenceError too_long{LicenceError::Kind::syntax, kMaxLicenceBytes + 1, {}};
  if (text.size() > kMaxLicenceBytes) return fail(too_long);
  auto expression = Parser(text).whole();
  // `(A OR B)AND(C)` grows by its spaces: what is stored must be an expression again.
  if (expression && expression->text().size() > kMaxLicenceBytes) return fail(too_long);
  return expression;
}

Expected<std::string, Rejection> canonical_licence(std::string_view text) {
  const auto expression = parse_licence(text);
  if (expression) return expression->text();
  const bool unknown = expression.error().kind == LicenceError::Kind::unknown_id;
  return contracts::reject(unknown ? kLicenceUnknown : kLicenceSyntax);
}

}  // namespace kula::contracts::projects
