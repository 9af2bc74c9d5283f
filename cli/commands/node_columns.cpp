#include "cli/commands/node_columns.h"

#include "cli/print.h"

namespace kula::cli {

namespace {

constexpr std::size_t kMaxName = 20;

template <class T>
std::string text_or_dash(const std::optional<T>& value) {
  if (!value) return "-";
  if constexpr (std::is_integral_v<T>) {
    return std::to_string(*value);
  } else {
    return value->text();
  }
}

// How far its clock is from ours: "+12 ms", "-3 s".
std::string clock_text(const api::PeerView& peer) {
  if (peer.clock_ahead_ms.value_or(0) > 0) return "+" + duration_text(*peer.clock_ahead_ms);
  if (peer.clock_behind_ms.value_or(0) > 0) return "-" + duration_text(*peer.clock_behind_ms);
  return peer.clock_ahead_ms ? "0 ms" : "-";
}

}  // namespace

std::string duration_text(std::uint64_t ms) {
  if (ms < 2 * kSecondMs) return std::to_string(ms) + " ms";
  if (ms < 2 * kMinuteMs) return std::to_string(ms / kSecondMs) + " s";
  if (ms < 2 * kHourMs) return std::to_string(ms / kMinuteMs) + " min";
  if (ms < 2 * kDayMs) return std::to_string(ms / kHourMs) + " h";
  return std::to_string(ms / kDayMs) + " d";
}

std::string peers_text(const api::ChainStatus& status) {
  const auto others = status.peers_known > 0 ? status.peers_known - 1 : 0;
  return std::to_string(status.peers_connected) + " of " + std::to_string(others);
}

std::string readiness_text(const api::ChainStatus& status) {
  std::string text(enum_names(status.readiness)[static_cast<std::size_t>(status.readiness)]);
  if (status.snapshot) {
    return text + ", " + std::to_string(status.snapshot->chunks_done) + " of " +
           std::to_string(status.snapshot->chunks) + " chunks";
  }
  if (status.sync_target && *status.sync_target > status.height) {
    text += ", " + std::to_string(status.sync_target->value - status.height.value) + " to go";
  }
  return text;
}

std::vector<std::string> node_columns(const api::ChainStatus& status) {
  return {status.height.text(), status.view.text(), peers_text(status), readiness_text(status)};
}

std::vector<std::string> peer_columns(const api::PeerView& peer) {
  const auto name = harmless(peer.name);
  return {name.size() > kMaxName ? name.substr(0, kMaxName - 1) + "…" : name,
          peer.validator ? "yes" : "no",
          peer.own ? "itself" : (peer.connected ? "up" : "down"),
          text_or_dash(peer.height),
          text_or_dash(peer.lag),
          text_or_dash(peer.view),
          clock_text(peer),
          peer.heard_ms ? duration_text(*peer.heard_ms) : "-"};
}

}  // namespace kula::cli
