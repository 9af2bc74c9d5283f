// Every module's kinds, events, jobs, tables, codes and queries, found by number or name. Built once at
// start; immutable afterwards. A number or name used twice stops the program (KULA_CHECK).
#pragma once

#include <map>

#include "contracts/kernel/module.h"

namespace kula::contracts {

class Registry {
 public:
  explicit Registry(std::vector<Module> modules);

  [[nodiscard]] const ActionKind* action(std::uint16_t number) const;
  [[nodiscard]] const ActionKind* action(std::string_view name) const;
  [[nodiscard]] const EventKind* event(std::uint16_t number) const;
  [[nodiscard]] const JobKind* job(std::uint16_t number) const;
  [[nodiscard]] const TableKind* table(std::uint16_t number) const;
  [[nodiscard]] const TableKind* table(std::string_view name) const;
  [[nodiscard]] const Code* code(std::uint16_t number) const;
  [[nodiscard]] const QueryKind* query(std::string_view name) const;
  [[nodiscard]] const std::vector<Module>& modules() const { return modules_; }

 private:
  std::vector<Module> modules_;
  std::map<std::uint16_t, const ActionKind*> actions_;
  std::map<std::string_view, const ActionKind*> actions_by_name_;
  std::map<std::uint16_t, const EventKind*> events_;
  std::map<std::uint16_t, const JobKind*> jobs_;
  std::map<std::uint16_t, const TableKind*> tables_;
  std::map<std::string_view, const TableKind*> tables_by_name_;
  std::map<std::uint16_t, const Code*> codes_;
  std::map<std::string_view, const QueryKind*> queries_;
};

// The one list of modules.
[[nodiscard]] std::vector<Module> all_modules();

}  // namespace kula::contracts
