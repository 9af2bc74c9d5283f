#include "cli/settings.h"

#include <cstdlib>

namespace kula::cli {

namespace {
void take(const char* name, std::string& value) {
  if (const char* text = std::getenv(name); text != nullptr && *text != '\0') value = text;
}
}  // namespace

Settings settings_from_environment() {
  Settings settings;
  std::string data_home;
  std::string home;
  take("HOME", home);
  take("XDG_DATA_HOME", data_home);
  if (data_home.empty()) data_home = home + "/.local/share";
  settings.keys_dir = data_home + "/kula/keys";
  take("KULA_NODE", settings.node);
  take("KULA_ACCOUNT", settings.account);
  take("KULA_KEYS_DIR", settings.keys_dir);
  take("KULA_PASSPHRASE_FILE", settings.passphrase_file);
  return settings;
}

}  // namespace kula::cli
