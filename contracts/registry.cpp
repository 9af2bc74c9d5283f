#include "contracts/registry.h"

#include "ledger/base/check.h"

namespace kula::contracts {

namespace {
template <class Map, class Key, class Value>
void add(Map& map, const Key& key, const Value* value) {
  KULA_CHECK(map.emplace(key, value).second,
             "two entries of the registry share a number or a name; report this as a bug");
}

template <class Map, class Key>
auto look_up(const Map& map, const Key& key) -> typename Map::mapped_type {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}
}  // namespace

Registry::Registry(std::vector<Module> modules) : modules_(std::move(modules)) {
  for (const auto& module : modules_) {
    for (const auto& kind : module.actions) {
      add(actions_, kind.number, &kind);
      add(actions_by_name_, kind.name, &kind);
    }
    for (const auto& kind : module.events) add(events_, kind.number, &kind);
    for (const auto& kind : module.jobs) add(jobs_, kind.number, &kind);
    for (const auto& kind : module.tables) {
      add(tables_, kind.number, &kind);
      add(tables_by_name_, kind.name, &kind);
    }
    for (const auto* code : module.codes) add(codes_, code->number, code);
    for (const auto& kind : module.queries) add(queries_, kind.name, &kind);
  }
}

const ActionKind* Registry::action(std::uint16_t number) const { return look_up(actions_, number); }
const ActionKind* Registry::action(std::string_view name) const { return look_up(actions_by_name_, name); }
const EventKind* Registry::event(std::uint16_t number) const { return look_up(events_, number); }
const JobKind* Registry::job(std::uint16_t number) const { return look_up(jobs_, number); }
const TableKind* Registry::table(std::uint16_t number) const { return look_up(tables_, number); }
const TableKind* Registry::table(std::string_view name) const { return look_up(tables_by_name_, name); }
const Code* Registry::code(std::uint16_t number) const { return look_up(codes_, number); }
const QueryKind* Registry::query(std::string_view name) const { return look_up(queries_, name); }

}  // namespace kula::contracts
