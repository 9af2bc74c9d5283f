#include "cli/commands/samples.h"

#include <map>
#include <vector>

namespace kula::cli {

using codec::JsonValue;

namespace {

// Names of things, by the noun that the command is about.
std::string slug_of(std::string_view noun) {
  static const std::map<std::string_view, std::string_view> kSlugs{{"course", "intro-to-rust"},
                                                                   {"payout", "intro-to-rust"},
                                                                   {"access", "intro-to-rust"},
                                                                   {"fund", "rural-students"},
                                                                   {"grant", "rural-students"},
                                                                   {"project", "kula-node"},
                                                                   {"contribution", "kula-node"},
                                                                   {"contest", "best-exercise"},
                                                                   {"resource", "rust-notes"},
                                                                   {"account", "ann"},
                                                                   {"node", "node-5"}};
  const auto found = kSlugs.find(noun);
  return std::string(found == kSlugs.end() ? "intro-to-rust" : found->second);
}

// Fields whose values are of a form of their own; of lists, one text an element.
const std::vector<std::string>* special(std::string_view name) {
  static const std::map<std::string_view, std::vector<std::string>> kSpecial{
      {"auth", {"threshold=1,keys=@ann"}},
      {"title", {"\"Intro to Rust\""}},
      {"uri", {"https://example.org/rust"}},
      {"repo_uri", {"https://example.org/kula-node.git"}},
      {"endpoint", {"node-5.example.org:8701"}},
      {"repo_proof_hash", {"file:proof.txt"}},
      {"licence", {"MIT"}},
      {"subject", {"programming"}},
      {"programme", {"scholarships"}},
      {"shares", {"author=@ann,bps=10000"}},
      {"managers", {"@ann", "@bob", "@cia"}},
      {"maintainers", {"@ann", "@bob"}},
      {"judges", {"@bob", "@cia"}},
      {"threshold", {"2"}},
      {"minimum_judges", {"2"}},
      {"weights", {"1", "2"}},
      {"trim", {"1000"}},
      {"stars", {"5"}},
      {"prizes", {"amount=100.00,points=0"}},
      {"deadlines", {"entry=+7d,reveal=+9d,judging=+14d,judge_reveal=+16d"}},
      {"entries", {"contributor=@bob,kind=code,points=10,evidence=file:change.diff,at=2026-11-01T09:00:00Z"}},
      {"actions", {"type=validator.add,node=node-5"}},
      {"organisation", {"@school"}},
      {"reason_hash", {"file:reason.txt"}},
      {"purpose_hash", {"file:purpose.txt"}},
      {"rules_hash", {"file:rules.txt"}},
      {"text_hash", {"file:text.txt"}},
      {"evidence_hash", {"file:evidence.pdf"}}};
  const auto found = kSpecial.find(name);
  return found == kSpecial.end() ? nullptr : &found->second;
}

std::string by_kind(std::string_view noun, const JsonValue& field) {
  static const std::map<std::string_view, std::string_view> kSamples{{"amount", "20.00"}, {"time", "+8d"},
                                                                     {"address", "@bob"}, {"book", "@ann"},
                                                                     {"bool", "true"},    {"points", "10"}};
  const auto kind = field.string_at("kind");
  if (kind == "slug") return slug_of(noun);
  if (kind == "enum") return *field.find("names")->as_array()->front().as_string();
  if (kind.substr(0, 3) == "hex") return "file:notes.pdf";
  const auto found = kSamples.find(kind);
  return std::string(found == kSamples.end() ? "1" : found->second);
}

}  // namespace

std::string sample(std::string_view noun, const JsonValue& field, const std::string& option) {
  const auto name = field.string_at("name");
  if (const auto* texts = special(name)) {
    std::string typed;
    for (const auto& text : *texts) {
      if (!typed.empty()) typed.append(" ").append(option).append(" ");
      typed += text;
    }
    return typed;
  }
  const auto* element = field.find("element");
  return by_kind(noun, element != nullptr ? *element : field);
}

std::string sample_signer(std::string_view summary) {
  if (summary.empty() || summary.back() != ')') return "ann";
  const auto inside = summary.substr(summary.rfind('(') + 1);
  const auto word = inside.substr(inside.rfind(' ') == std::string_view::npos ? 0 : inside.rfind(' ') + 1);
  std::string role(word.substr(0, word.size() - 2));  // without "s)"
  static const std::map<std::string_view, std::string_view> kKeys{
      {"issuer", "issuer-1"}, {"reviewer", "reviewer-1"}, {"registrar", "registrar"}, {"steward", "steward"}};
  const auto found = kKeys.find(role);
  return std::string(found == kKeys.end() ? "ann" : found->second);
}

}  // namespace kula::cli
