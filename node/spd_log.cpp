#include "node/spd_log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "ledger/codec/json_value.h"

namespace kula::node {

namespace {

spdlog::level::level_enum level_of(engine::LogLevel level) {
  switch (level) {
    case engine::LogLevel::debug:
      return spdlog::level::debug;
    case engine::LogLevel::info:
      return spdlog::level::info;
    case engine::LogLevel::warning:
      return spdlog::level::warn;
    case engine::LogLevel::error:
      break;
  }
  return spdlog::level::err;
}

// What others wrote must not forge a line or speak to a terminal.
std::string printable(std::string_view message) {
  std::string out(message);
  for (auto& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  return out;
}

class SpdLog final : public engine::Log {
 public:
  SpdLog(std::shared_ptr<spdlog::logger> logger, bool is_json)
      : logger_(std::move(logger)), is_json_(is_json) {}
  void write(engine::LogLevel level, std::string_view message) override {
    const auto spd_level = level_of(level);
    if (!logger_->should_log(spd_level)) return;
    const std::string text = is_json_ ? codec::quote_json(message) : printable(message);
    logger_->log(spd_level, spdlog::string_view_t(text.data(), text.size()));
  }

 private:
  std::shared_ptr<spdlog::logger> logger_;
  bool is_json_;
};

}  // namespace

std::unique_ptr<engine::Log> make_log(const LogConfig& config) {
  std::shared_ptr<spdlog::sinks::sink> sink;
  // The library throws: caught here, at the wall of its room.
  try {
    if (config.file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(config.file);
    }
  } catch (const spdlog::spdlog_ex&) {
    return nullptr;
  }
  const bool is_json = config.format == "json";
  auto logger = std::make_shared<spdlog::logger>("kulad", std::move(sink));
  logger->set_pattern(is_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%v})"
                              : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                      spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(config.level));
  logger->flush_on(spdlog::level::info);
  return std::make_unique<SpdLog>(std::move(logger), is_json);
}

}  // namespace kula::node
