#include "cli/demo/check.h"

#include "cli/demo/check_contests.h"
#include "cli/print.h"

namespace kula::cli::demo {

namespace {

Totals by_course(const std::map<std::string, CourseSales>& courses,
                 const std::function<std::uint64_t(const CourseSales&)>& value) {
  Totals totals;
  for (const auto& [id, sales] : courses) totals[id] = value(sales);
  return totals;
}

void compare_courses(const Expectation& expectation, const ChainReading& reading, const Cast& cast,
                     std::vector<Finding>& findings) {
  const auto compare_by = [&](const std::string& what, const Text& text, auto value) {
    findings.push_back(
        each(what, by_course(expectation.courses, value), by_course(reading.courses, value), text));
  };
  findings.push_back(one("courses", expectation.courses.size(), reading.courses.size(), count_text));
  findings.push_back(each("courses not published", {}, reading.unpublished, count_text));
  compare_by("prices by course", money_text, [](const CourseSales& c) { return c.price; });
  compare_by("purchases by course", count_text, [](const CourseSales& c) { return c.purchases; });
  compare_by("enrolments by course", count_text, [](const CourseSales& c) { return c.enrolments; });
  findings.push_back(one("purchases not paid out", 0, reading.unpaid_purchases, count_text));
  findings.push_back(one("escrow of purchases", 0, at(reading.books, "escrow/purchase"), money_text));
  compare_by("revenue by course", money_text,
             [](const CourseSales& c) { return c.commons + c.innovation + c.charity + c.authors; });
  compare_by("of it to commons", money_text, [](const CourseSales& c) { return c.commons; });
  compare_by("of it to innovation", money_text, [](const CourseSales& c) { return c.innovation; });
  compare_by("of it to charity", money_text, [](const CourseSales& c) { return c.charity; });
  compare_by("of it to authors", money_text, [](const CourseSales& c) { return c.authors; });
  Totals pools_expected;
  for (const auto& [id, sales] : expectation.courses) {
    pools_expected["pool/commons"] += sales.commons;
    pools_expected["pool/innovation"] += sales.innovation;
    pools_expected["pool/charity"] += sales.charity;
  }
  Totals pools_found;
  for (const auto& [name, value] : pools_expected) pools_found[name] = at(reading.books, name);
  findings.push_back(each("books of the pools", pools_expected, pools_found, money_text));
  Totals authors_found;
  for (const auto& [label, value] : expectation.author_income) {
    authors_found[label] = at(reading.books, "account/" + cast.address(label).text());
  }
  findings.push_back(each("books of the authors", expectation.author_income, authors_found, money_text));
}

void compare_contributions(const Expectation& expectation, const ChainReading& reading, const Cast& cast,
                           std::vector<Finding>& findings) {
  findings.push_back(one("contributions", expectation.contributions, reading.contributions, count_text));
  findings.push_back(one("contributions not vested", 0, reading.unvested, count_text));
  findings.push_back(one("points recorded", sum_of(expectation.points), reading.recorded_points, count_text));
  const auto address = [&](const std::string& author) {
    return cast.address(contributor_label(author)).text();
  };
  findings.push_back(
      each("points by contributor", renamed(expectation.points, address), reading.points, count_text));
}

void compare_grants(const Expectation& expectation, const ChainReading& reading, const Cast& cast,
                    std::vector<Finding>& findings) {
  findings.push_back(one("grants", expectation.grants, reading.grants, count_text));
  findings.push_back(one("grants donated for", expectation.grant_total, reading.donated, money_text));
  findings.push_back(one("grants disbursed", expectation.grant_total, reading.disbursed, money_text));
  findings.push_back(
      one("organisations", expectation.grants_received.size(), reading.grants_received.size(), count_text));
  const auto address = [&](const std::string& id) { return cast.address(organisation_label(id)).text(); };
  const auto expected = renamed(expectation.grants_received, address);
  findings.push_back(each("grants by recipient", expected, reading.grants_received, money_text));
  Totals books;
  for (const auto& [account, value] : expected) books[account] = at(reading.books, "account/" + account);
  findings.push_back(each("books of the recipients", expected, books, money_text));
  const std::string fund = "fund/community-grants";
  findings.push_back(one("left in the fund", 0,
                         at(reading.books, fund) + at(reading.books, fund + "/committed"), money_text));
}

void print_findings(const std::vector<Finding>& findings) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& finding : findings) {
    rows.push_back({finding.holds ? "ok" : "DIFFERS", finding.what, finding.expected, finding.found});
  }
  print_table({"", "CHECK", "FILES", "CHAIN"}, rows, {2, 3});
  for (const auto& finding : findings) {
    for (const auto& difference : finding.differences) print_line("  " + finding.what + ": " + difference);
  }
}

codec::JsonValue json_of(const std::vector<Finding>& findings, bool holds) {
  codec::JsonValue::Array list;
  for (const auto& finding : findings) {
    codec::JsonValue::Array differences(finding.differences.begin(), finding.differences.end());
    codec::JsonValue entry;
    entry.set("check", finding.what).set("expected", finding.expected).set("found", finding.found);
    entry.set("holds", finding.holds).set("differences", std::move(differences));
    list.push_back(std::move(entry));
  }
  codec::JsonValue json;
  json.set("holds", holds).set("checks", std::move(list));
  return json;
}

}  // namespace

std::vector<Finding> compare(const Expectation& expectation, const ChainReading& reading, const Cast& cast) {
  std::vector<Finding> findings;
  compare_courses(expectation, reading, cast, findings);
  compare_contributions(expectation, reading, cast, findings);
  compare_grants(expectation, reading, cast, findings);
  compare_contests(expectation, reading, cast, findings);
  findings.push_back(one("all books together, against the outside world", reading.issued - reading.redeemed,
                         sum_of(reading.books), money_text));
  return findings;
}

Result<ExitCode> check(const Input& input, const Cast& cast, std::uint64_t purchases,
                       const Settings& settings) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto reading = read_chain(*node);
  if (!reading) return fail(reading.error());
  const auto findings = compare(expect_from(input, purchases, reading->shares), *reading, cast);
  bool holds = true;
  for (const auto& finding : findings) holds = holds && finding.holds;
  if (settings.json) {
    print_json(json_of(findings, holds));
  } else {
    print_findings(findings);
    print_line(holds ? "the chain holds what the files say" : "the chain DIFFERS from the files");
  }
  return holds ? ExitCode::done : ExitCode::mismatch;
}

}  // namespace kula::cli::demo
