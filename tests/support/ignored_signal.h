// A signal that this process does not get meanwhile, as kulad ignores those of failing writes.
#pragma once

#include <csignal>

namespace kula::tests {

class IgnoredSignal {
 public:
  explicit IgnoredSignal(int signal) : signal_(signal), handler_(::signal(signal, SIG_IGN)) {}
  ~IgnoredSignal() { ::signal(signal_, handler_); }
  IgnoredSignal(const IgnoredSignal&) = delete;
  IgnoredSignal& operator=(const IgnoredSignal&) = delete;

 private:
  int signal_;
  void (*handler_)(int);
};

}  // namespace kula::tests
