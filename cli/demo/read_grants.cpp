// Grants in the 360Giving format: {"grants": [{id, title, description, currency, amountAwarded, awardDate,
// …}]}.
#include <set>

#include "cli/demo/csv.h"
#include "cli/demo/row_reader.h"
#include "ledger/codec/json_value.h"

namespace kula::cli::demo {

namespace {

using codec::JsonValue;

constexpr codec::JsonLimits kLimits{256u << 20, 32};
constexpr std::size_t kMaxIdBytes = 128;

// Text at `key`, reported when it is missing (unless `optional`) or no text.
std::string text_at(RowProblems& problems, const JsonValue& object, const std::string& path,
                    const std::string& key, bool optional = false) {
  const auto* found = object.find(key);
  const auto* text = found == nullptr ? nullptr : found->as_string();
  if (text == nullptr && found != nullptr && !found->is_null()) {
    problems.add(path, found->dump(), "must be text");
  } else if ((text == nullptr || text->empty()) && !optional) {
    problems.add(path, "", "missing");
  }
  return text == nullptr ? std::string{} : *text;
}

std::string id_at(RowProblems& problems, const JsonValue& object, const std::string& path) {
  auto id = text_at(problems, object, path, "id");
  if (id.size() > kMaxIdBytes) problems.add(path, id, "too long: at most 128 bytes");
  return id;
}

Amount amount_at(RowProblems& problems, const JsonValue& grant) {
  const auto* found = grant.find("amountAwarded");
  if (found == nullptr || found->is_null()) {
    problems.add("amountAwarded", "", "missing");
    return {};
  }
  const auto* number = found->as_number();
  if (number == nullptr) {
    problems.add("amountAwarded", found->dump(), "must be a number");
    return {};
  }
  return problems.amount("amountAwarded", number->text);
}

// The one object of a list of exactly one.
const JsonValue* only_object(RowProblems& problems, const JsonValue& grant, const std::string& key) {
  const auto* list = grant.find(key) == nullptr ? nullptr : grant.find(key)->as_array();
  if (list == nullptr || list->empty()) {
    problems.add(key, "", "missing");
  } else if (list->size() > 1) {
    problems.add(key, "", "a grant to more than one; split it");
  } else if (list->front().as_object() == nullptr) {
    problems.add(key, list->front().dump(), "must be an object");
  } else {
    return &list->front();
  }
  return nullptr;
}

Slug programme_of(RowProblems& problems, const JsonValue& grant) {
  const auto* list =
      grant.find("grantProgramme") == nullptr ? nullptr : grant.find("grantProgramme")->as_array();
  if (list == nullptr || list->empty()) return Slug{"general"};
  return problems.slug("grantProgramme/0/title",
                       text_at(problems, list->front(), "grantProgramme/0/title", "title"));
}

GrantRow read_grant(RowProblems& problems, const JsonValue& grant, TimeMs latest, std::string& currency) {
  GrantRow row;
  row.id = id_at(problems, grant, "id");
  row.title = text_at(problems, grant, "title", "title");
  row.description = text_at(problems, grant, "description", "description", true);
  row.amount = amount_at(problems, grant);
  row.awarded_at =
      problems.time("awardDate", text_at(problems, grant, "awardDate", "awardDate", true), latest);
  row.programme = programme_of(problems, grant);
  if (const auto* recipient = only_object(problems, grant, "recipientOrganization")) {
    row.organisation = id_at(problems, *recipient, "recipientOrganization/0/id");
  }
  const auto stated = text_at(problems, grant, "currency", "currency");
  if (!stated.empty() && !currency.empty() && stated != currency) {
    problems.add("currency", stated, "another currency than the grants before: " + currency);
  }
  if (!problems.any()) currency = stated;
  return row;
}

}  // namespace

void read_grants(std::string_view text, TimeMs latest, Input& input) {
  const auto refuse = [&](const std::string& problem) {
    input.problems.push_back({"grants", 0, 0, "", "", problem});
  };
  const auto document = codec::parse_json(without_byte_order_mark(text), kLimits);
  if (!document) return refuse("no JSON: " + document.error());
  const auto* found = document->find("grants");
  const auto* grants = found == nullptr ? nullptr : found->as_array();
  if (grants == nullptr) return refuse("there is no list named \"grants\"");
  std::set<std::string> ids;
  std::string currency;
  for (std::size_t at = 0; at < grants->size(); ++at) {
    const auto& grant = (*grants)[at];
    RowProblems problems(input, "grants", at + 1, 0);
    if (grant.as_object() == nullptr) {
      problems.add("", grant.dump(), "must be an object");
      continue;
    }
    auto row = read_grant(problems, grant, latest, currency);
    if (ids.count(row.id) != 0) problems.add("id", row.id, "this id is in an earlier grant already");
    if (problems.any()) continue;
    ids.insert(row.id);
    row.row = at + 1;
    input.grants.push_back(std::move(row));
  }
}

}  // namespace kula::cli::demo
