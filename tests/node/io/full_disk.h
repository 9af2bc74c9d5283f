// A disk without room.
#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "tests/support/ignored_signal.h"

namespace kula::io {

// While it lives, no file of this process may grow or be written beyond so many bytes: a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &before_), 0);
    const rlimit full{bytes, before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
  }
  ~FullDisk() { EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &before_), 0); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  tests::IgnoredSignal too_large_{SIGXFSZ};
  rlimit before_{};
};

}  // namespace kula::io
