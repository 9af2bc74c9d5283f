// The engine's log on spdlog: one line a message, in text or JSON, UTC.
#pragma once

#include <memory>

#include "node/config.h"
#include "node/engine/ports.h"

namespace kula::node {

// Nothing when the log's file cannot be opened.
[[nodiscard]] std::unique_ptr<engine::Log> make_log(const LogConfig& config);

}  // namespace kula::node
