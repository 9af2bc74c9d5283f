// The extracts of tests/data/demo, and rows for tables of messy input.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "cli/demo/demo_keys.h"
#include "cli/demo/input.h"
#include "tests/support/tests_folder.h"

namespace kula::cli::demo {

inline std::string extract(const std::string& name) {
  std::ifstream file(tests::tests_folder() + "/data/demo/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const TimeMs kLatest{1'795'000'000'000};  // 2026-11

inline Input all_extracts() {
  Input input;
  read_courses(extract("courses.csv"), input);
  read_contributions(extract("contributions.csv"), kLatest, input);
  read_grants(extract("grants.json"), kLatest, input);
  return input;
}

inline CourseRow course(const std::string& id, std::uint64_t price, std::uint64_t subscribers) {
  CourseRow row;
  row.id = id;
  row.title = "Course " + id;
  row.price = Amount{price};
  row.subscribers = subscribers;
  row.subject = Slug{"web-development"};
  return row;
}

inline DemoKeys test_keys() { return DemoKeys(Bytes(32, 7)); }

}  // namespace kula::cli::demo
