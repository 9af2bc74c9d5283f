#include "cli/demo/chain_reading.h"

#include "cli/demo/plan.h"
#include "cli/demo/table_row.h"

namespace kula::cli::demo {

using codec::JsonValue;

namespace {

// Reads members of rows; the first one that is not as it should be is remembered.
class RowReader {
 public:
  [[nodiscard]] const JsonValue& member(const JsonValue& of, std::string_view name) {
    static const JsonValue kNothing;
    const auto* found = of.find(name);
    if (found == nullptr) fault_ = "no member " + std::string(name);
    return found == nullptr ? kNothing : *found;
  }
  [[nodiscard]] std::string text(const JsonValue& of, std::string_view name) {
    const auto* found = member(of, name).as_string();
    if (found == nullptr) fault_ = std::string(name) + " is no text";
    return found == nullptr ? std::string{} : *found;
  }
  [[nodiscard]] std::uint64_t number(const JsonValue& of, std::string_view name) {
    const auto& found = member(of, name);
    const auto* plain = found.as_number();
    const auto value = parse_u64(plain != nullptr ? plain->text : std::string(of.string_at(name)));
    if (!value) fault_ = std::string(name) + " is no number";
    return value.value_or(0);
  }
  [[nodiscard]] std::string key(const JsonValue& row, std::size_t at) {
    const auto* parts = member(row, "key").as_array();
    const auto* part = parts == nullptr || parts->size() <= at ? nullptr : &(*parts)[at];
    if (part != nullptr && part->as_string() != nullptr) return *part->as_string();
    if (part != nullptr && part->as_number() != nullptr) return part->as_number()->text;
    fault_ = "a key is too short";
    return {};
  }
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  std::string fault_;
};

// "8324-javascript-for-beginners" and "course-8324" are course 8324.
std::string id_of(const std::string& slug) {
  static const std::string kPlain = "course-";
  return slug.rfind(kPlain, 0) == 0 ? slug.substr(kPlain.size()) : slug.substr(0, slug.find('-'));
}

class Reading {
 public:
  explicit Reading(NodeClient& node) : node_(node) {}

  Result<ChainReading> run() {
    for (const auto part : {&Reading::money, &Reading::courses, &Reading::contributions, &Reading::grants,
                            &Reading::contests}) {
      if (auto read = (this->*part)(); !read) return fail(read.error());
    }
    if (!rows_.fault().empty()) {
      return fail(Error{ExitCode::failed, "bad_answer", "the node's tables cannot be read", rows_.fault(),
                        "check that --node is a Kula node of this version"});
    }
    return std::move(reading_);
  }

 private:
  // Visits all rows of a table: `visit(row, value)`.
  template <class Visit>
  Result<void> each(const std::string& table, const std::vector<std::string>& key, const Visit& visit) {
    return node_.rows(table, key, [&](const JsonValue& row) {
      visit(row, rows_.member(row, "value"));
      return rows_.fault().empty();
    });
  }

  // The one row of a whole key, if there is one.
  template <class Visit>
  Result<void> one(const std::string& table, const std::vector<std::string>& key, const Visit& visit) {
    const auto row = table_row(node_, table, key);
    if (!row) return fail(row.error());
    if (*row) visit(rows_.member(**row, "value"));
    return {};
  }

  Result<void> money() {
    auto read = each("books", {}, [&](const JsonValue& row, const JsonValue& value) {
      reading_.books[rows_.key(row, 0)] = rows_.number(value, "balance");
    });
    if (!read) return read;
    read = one("external", {}, [&](const JsonValue& value) {
      reading_.issued = rows_.number(value, "issued");
      reading_.redeemed = rows_.number(value, "redeemed");
    });
    if (!read) return read;
    return one("policy", {}, [&](const JsonValue& value) {
      const auto& balance = rows_.member(value, "balance");
      reading_.shares = {rows_.number(balance, "commons"), rows_.number(balance, "innovation"),
                         rows_.number(balance, "charity")};
    });
  }

  Result<void> courses() {
    auto read = each("courses", {}, [&](const JsonValue& row, const JsonValue& value) {
      const auto id = id_of(rows_.key(row, 0));
      reading_.courses[id].price = rows_.number(value, "price");
      if (rows_.text(value, "state") != "published") ++reading_.unpublished[id];
    });
    if (!read) return read;
    read = each("sales", {}, [&](const JsonValue& row, const JsonValue& value) {
      auto& course = reading_.courses[id_of(rows_.key(row, 0))];
      course.commons = rows_.number(value, "commons");
      course.innovation = rows_.number(value, "innovation");
      course.charity = rows_.number(value, "charity");
      course.authors = rows_.number(value, "authors");
    });
    if (!read) return read;
    read = each("purchases", {}, [&](const JsonValue& row, const JsonValue& value) {
      ++reading_.courses[id_of(rows_.key(row, 0))].purchases;
      if (rows_.text(value, "status") != "paid") ++reading_.unpaid_purchases;
    });
    if (!read) return read;
    return each("enrolments", {}, [&](const JsonValue& row, const JsonValue&) {
      ++reading_.courses[id_of(rows_.key(row, 1))].enrolments;
    });
  }

  Result<void> contributions() {
    auto read = each("contributions", {kProjectSlug}, [&](const JsonValue&, const JsonValue& value) {
      ++reading_.contributions;
      reading_.recorded_points += rows_.number(value, "points");
      if (rows_.text(value, "state") != "vested") ++reading_.unvested;
    });
    if (!read) return read;
    return each("point_totals", {}, [&](const JsonValue& row, const JsonValue& value) {
      reading_.points[rows_.key(row, 0)] = rows_.number(value, "contributions");
      reading_.contest_points[rows_.key(row, 0)] = rows_.number(value, "awards");
    });
  }

  Result<void> grants() {
    auto read = each("grants", {kFundSlug}, [&](const JsonValue&, const JsonValue& value) {
      ++reading_.grants;
      reading_.grants_received[rows_.text(value, "organisation")] += rows_.number(value, "disbursed");
    });
    if (!read) return read;
    return one("funds", {kFundSlug}, [&](const JsonValue& value) {
      reading_.disbursed = rows_.number(value, "disbursed");
      reading_.donated = rows_.number(value, "donated");
    });
  }

  Result<void> contests() {
    auto read = each("contests", {}, [&](const JsonValue& row, const JsonValue& value) {
      reading_.contests[rows_.key(row, 0)].state = rows_.text(value, "state");
    });
    if (!read) return read;
    return each("contest_awards", {}, [&](const JsonValue& row, const JsonValue& value) {
      const auto rank = parse_u64(rows_.key(row, 1));
      reading_.contests[rows_.key(row, 0)].awards.push_back({rank.value_or(0), rows_.text(value, "account"),
                                                             rows_.number(value, "amount"),
                                                             rows_.number(value, "points")});
    });
  }

  NodeClient& node_;
  RowReader rows_;
  ChainReading reading_;
};

}  // namespace

Result<ChainReading> read_chain(NodeClient& node) { return Reading(node).run(); }

}  // namespace kula::cli::demo
