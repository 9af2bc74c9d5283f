// What holds for every command: flag > environment > default.
#pragma once

#include <string>

namespace kula::cli {

struct Settings {
  std::string node = "http://127.0.0.1:8700";  // --node, KULA_NODE
  std::string account;                         // --account, KULA_ACCOUNT: name of a key file
  std::string keys_dir;         // --keys-dir, KULA_KEYS_DIR; default below the user's data folder
  std::string passphrase_file;  // --passphrase-file, KULA_PASSPHRASE_FILE
  std::string build;            // --build: the file to write an unsigned transaction to
  bool json = false;
  bool yes = false;
  bool utc = false;
  bool no_wait = false;
  bool dry_run = false;
};

// Defaults and environment; flags are laid over them by the parser.
[[nodiscard]] Settings settings_from_environment();

}  // namespace kula::cli
