#include "node/config.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <numeric>
#include <toml++/toml.h>

#include "ledger/base/number.h"
#include "node/api/limits.h"
#include "node/io/files.h"

namespace kula::node {

namespace {

constexpr std::size_t kMaxConfigBytes = 64 * 1024;

// Edits that make one name the other (Levenshtein).
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
    }
  }
  return row.back();
}

// Reads one table's keys; the first fault is kept.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string prefix, std::string& error)
      : table_(table), prefix_(std::move(prefix)), error_(error) {}

  void text(const char* name, std::string& value) {
    if (const auto* node = take(name)) {
      if (const auto found = node->value_exact<std::string>()) {
        value = *found;
      } else {
        fault(*node, name, "must be a text in quotes");
      }
    }
  }
  void number(const char* name, std::uint64_t& value, std::uint64_t min, std::uint64_t max) {
    if (const auto* node = take(name)) {
      const auto found = node->value_exact<std::int64_t>();
      if (found && *found >= 0 && static_cast<std::uint64_t>(*found) >= min &&
          static_cast<std::uint64_t>(*found) <= max) {
        value = static_cast<std::uint64_t>(*found);
      } else {
        fault(*node, name,
              "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
      }
    }
  }
  void flag(const char* name, bool& value) {
    if (const auto* node = take(name)) {
      if (const auto found = node->value_exact<bool>()) {
        value = *found;
      } else {
        fault(*node, name, "must be true or false");
      }
    }
  }
  void choice(const char* name, std::string& value, const std::vector<std::string>& choices) {
    text(name, value);
    if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
      std::string list;
      for (const auto& one : choices) list += (list.empty() ? "" : ", ") + one;
      fault(table_, name, "must be one of " + list);
    }
  }
  void texts(const char* name, std::vector<std::string>& values) {
    const auto* node = take(name);
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr) return fault(*node, name, "must be a list of texts");
    for (const auto& element : *array) {
      const auto found = element.value_exact<std::string>();
      if (!found) return fault(element, name, "must be a list of texts");
      values.push_back(*found);
    }
  }
  void table(const char* name, const std::function<void(TableReader&)>& read) {
    const auto* node = take(name);
    if (node == nullptr) return;
    const auto* inner = node->as_table();
    if (inner == nullptr) return fault(*node, name, "must be a table");
    TableReader reader(*inner, prefix_ + name + ".", error_);
    read(reader);
    reader.finish();
  }
  void finish() {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (std::find(names_.begin(), names_.end(), name) != names_.end()) continue;
      const auto near = closest_name(name, names_);
      fault(node, name.c_str(),
            near.empty() ? "there is no such key" : "there is no such key; did you mean " + near + "?");
    }
  }
  void fault(const toml::node& node, const char* name, const std::string& what) {
    if (!error_.empty()) return;
    error_ = "line " + std::to_string(node.source().begin.line) + ": " + prefix_ + name + ": " + what;
  }

 private:
  const toml::node* take(const char* name) {
    names_.emplace_back(name);
    return table_.get(name);
  }

  const toml::table& table_;
  std::string prefix_;
  std::string& error_;
  std::vector<std::string> names_;
};

struct Listen {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8700" or "[::1]:8700": an address, no name. It is judged when it is bound.
std::optional<Listen> read_listen(std::string_view listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto host = listen.substr(0, colon);
  const auto port = parse_u64(listen.substr(colon + 1));
  if (!port || *port > 65535) return std::nullopt;
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return Listen{std::string(host), static_cast<std::uint16_t>(*port)};
}

bool is_loopback(std::string_view host) { return host == "::1" || host.substr(0, 4) == "127."; }

}  // namespace

std::string closest_name(std::string_view name, const std::vector<std::string>& names) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const auto& one : names) {
    const auto edits = distance(name, one);
    if (edits < best_distance) {
      best = one;
      best_distance = edits;
    }
  }
  return best;
}

Expected<Config, std::string> parse_config(std::string_view text, const std::string& path) {
  toml::table root;
  // The library throws: caught here, at the wall of its room.
  try {
    root = toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    return fail(path + ": line " + std::to_string(error.source().begin.line) + ": " +
                std::string(error.description()));
  }
  Config config;
  std::string error;
  std::uint64_t threads = 0;
  TableReader reader(root, "", error);
  reader.text("data_dir", config.data_dir);
  std::string sync = "snapshot";
  reader.choice("sync", sync, {"snapshot", "blocks"});
  reader.table("http", [&](TableReader& http) {
    std::string listen = "127.0.0.1:8700";
    http.text("listen", listen);
    const auto place = read_listen(listen);
    if (!place || !is_loopback(place->host)) {
      // There is no TLS on this port.
      http.fault(root, "listen", "must be a loopback address and a port, as \"127.0.0.1:8700\"");
    } else {
      config.http.host = place->host;
      config.http.port = place->port;
    }
    http.texts("hosts", config.http.hosts);
    http.texts("origins", config.http.origins);
  });
  reader.table("peers", [&](TableReader& peers) {
    std::string listen;
    peers.text("listen", listen);
    peers.flag("dial", config.peers.dial);
    const auto place = read_listen(listen);
    if (place) {
      config.peers.host = place->host;
      config.peers.port = place->port;
    } else if (!listen.empty()) {
      peers.fault(root, "listen", "must be an address and a port, as \"0.0.0.0:8701\"");
    }
  });
  reader.table("log", [&](TableReader& log) {
    log.choice("level", config.log.level, {"debug", "info", "warning", "error"});
    log.choice("format", config.log.format, {"text", "json"});
    log.text("file", config.log.file);
  });
  reader.table("consensus", [&](TableReader& consensus) {
    consensus.number("base_delta_ms", config.consensus.base_delta_ms, 100, 2'000);
    consensus.number("batch_wait_ms", config.consensus.batch_wait_ms, 0, 1'000);
    // A leader that waits longer than others wait for its proposal leads nothing.
    if (config.consensus.batch_wait_ms > config.consensus.base_delta_ms)
      consensus.fault(root, "batch_wait_ms", "must not be longer than base_delta_ms");
    consensus.number("heartbeat_ms", config.consensus.heartbeat_ms, 1'000, 86'400'000);
  });
  reader.table("snapshot", [&](TableReader& snapshot) {
    snapshot.number("interval_blocks", config.snapshot.interval_blocks, 0, api::kMaxSnapshotInterval);
  });
  reader.table("verifier", [&](TableReader& verifier) { verifier.number("threads", threads, 0, 256); });
  reader.finish();
  if (error.empty() && config.data_dir.empty()) error = "data_dir: is missing";
  if (!error.empty()) return fail(path + ": " + error);
  config.verifier_threads = static_cast<unsigned>(threads);
  config.sync = sync == "blocks" ? Sync::blocks : Sync::snapshot;
  const auto folder = std::filesystem::path(path).parent_path();
  config.data_dir = (folder / config.data_dir).lexically_normal().string();
  if (!config.log.file.empty()) config.log.file = (folder / config.log.file).lexically_normal().string();
  return config;
}

Expected<Config, std::string> read_config(const std::string& path) {
  const auto content = io::read_file(path, kMaxConfigBytes);
  if (!content)
    return fail(path + " " + std::string(to_string(content.error())) + "; `kula node join` writes one");
  return parse_config(as_text(*content), path);
}

}  // namespace kula::node
