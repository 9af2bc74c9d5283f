#include "cli/event_words.h"

#include <map>

#include "cli/print.h"
#include "cli/render.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

std::string text_at(const JsonValue& fields, std::string_view name) {
  const auto* value = fields.find(name);
  if (value != nullptr && value->as_number() != nullptr) return value->as_number()->text;
  return harmless(fields.string_at(name));
}
std::string money_at(const JsonValue& fields, std::string_view name) { return money(fields.string_at(name)); }

std::string bought(const JsonValue& fields) {
  const bool gift = fields.string_at("recipient") != fields.string_at("payer");
  return "bought " + text_at(fields, "course") +
         (gift ? " as a gift to " + text_at(fields, "recipient") : "") + " for " + money_at(fields, "price") +
         ": purchase " + text_at(fields, "number");
}

std::string refunded(const JsonValue& fields) {
  return "purchase " + text_at(fields, "number") + " of " + text_at(fields, "course") +
         " is taken back: " + money_at(fields, "price") + " returned";
}

std::string issue_opened(const JsonValue& fields) {
  return money_at(fields, "amount") + " for " + text_at(fields, "to") +
         " wait for a second issuer: `kula credits confirm-issue --receipt-id " +
         text_at(fields, "receipt_id") + "`";
}

std::string recorded(const JsonValue& fields) {
  return "recorded " + text_at(fields, "count") + " contributions to " + text_at(fields, "project") + ", " +
         text_at(fields, "points") + " points, the first is number " + text_at(fields, "first");
}

std::optional<std::string> posted(const JsonValue& fields) {
  static const std::map<std::string_view, std::string_view> kVerbs{
      {"transfer", "sent"}, {"issue", "issued"}, {"donation", "donated"}, {"grant_disburse", "paid"}};
  const auto verb = kVerbs.find(fields.string_at("reason"));
  if (verb == kVerbs.end()) return std::nullopt;
  const auto about = verb->first == "grant_disburse" ? " of " + text_at(fields, "reference") : std::string{};
  return std::string(verb->second) + " " + money_at(fields, "amount") + about + " to " +
         text_at(fields, "to");
}

}  // namespace

std::optional<std::string> in_words(const api::EventView& event) {
  using Sentence = std::string (*)(const JsonValue&);
  static const std::map<std::string_view, Sentence> kSentences{{"course_bought", bought},
                                                               {"purchase_refunded", refunded},
                                                               {"issue_opened", issue_opened},
                                                               {"contributions_recorded", recorded}};
  const auto* fields = event.event.find("fields");
  if (fields == nullptr) return std::nullopt;
  const auto kind = event.event.string_at("kind");
  if (kind == "posting") return posted(*fields);
  const auto sentence = kSentences.find(kind);
  if (sentence == kSentences.end()) return std::nullopt;
  return sentence->second(*fields);
}

}  // namespace kula::cli
