#include "tests/sim/many_seeds.h"

#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/base/check.h"

namespace kula::sim {

namespace {

using Ended = std::function<void(const SeedResult&)>;
using Found = std::function<void(const RunReport&)>;

// Every jobs-th seed, from place `job` on.
void run_share(const Seeds& seeds, std::uint64_t job, const Ended& ended, const Found& found) {
  for (std::uint64_t i = job; i < seeds.count; i += seeds.jobs) {
    const auto report = seeds.run(seeds.first + i, seeds.verbose);
    const bool is_faulty = !report.faults.empty();
    if (is_faulty || seeds.count == 1) found(report);
    ended({report.seed, report.events, report.height.value, report.nullified, report.settled, is_faulty});
  }
}

// Results are shorter than what a pipe takes at once (POSIX), so that those of several processes do not mix.
pid_t fork_share(const Seeds& seeds, std::uint64_t job, int from, int to, const Found& found) {
  const auto process = ::fork();
  KULA_CHECK(process >= 0, "no process can be started");
  if (process != 0) return process;
  ::close(from);
  const auto tell = [to](const SeedResult& result) {
    if (::write(to, &result, sizeof result) != sizeof result) ::_exit(2);  // nobody listens any more
  };
  run_share(seeds, job, tell, found);
  std::fflush(nullptr);
  ::_exit(0);
}

}  // namespace

bool run_seeds(const Seeds& seeds, const Ended& ended, const Found& found) {
  if (seeds.jobs <= 1) {
    run_share(seeds, 0, ended, found);
    return true;
  }
  int ends[2];
  KULA_CHECK(::pipe(ends) == 0, "no pipe can be made");
  std::fflush(nullptr);
  std::vector<pid_t> processes;
  for (std::uint64_t job = 0; job < seeds.jobs; ++job)
    processes.push_back(fork_share(seeds, job, ends[0], ends[1], found));
  ::close(ends[1]);
  std::vector<std::uint64_t> done(processes.size());
  SeedResult result;
  while (::read(ends[0], &result, sizeof result) == sizeof result) {
    ++done[(result.seed - seeds.first) % seeds.jobs];
    ended(result);
  }
  ::close(ends[0]);
  bool all_lived = true;
  for (std::size_t job = 0; job < processes.size(); ++job) {
    int status = 0;
    ::waitpid(processes[job], &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) continue;
    all_lived = false;
    const auto seed = seeds.first + job + done[job] * seeds.jobs;
    std::printf("\nseed %llu ended its process; every %llu-th seed from it on was not run\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seeds.jobs));
  }
  return all_lived;
}

}  // namespace kula::sim
