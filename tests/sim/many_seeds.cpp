#include "tests/sim/many_seeds.h"

#include <cstdio>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "ledger/base/check.h"

namespace kula::sim {

namespace {

using Ended = std::function<void(const SeedResult&)>;
using Found = std::function<void(const RunReport&)>;
using Died = std::function<void(std::uint64_t)>;

// Every jobs-th seed, from the i-th on.
void run_share(const Seeds& seeds, std::uint64_t i, const Ended& ended, const Found& found) {
  for (; i < seeds.count; i += seeds.jobs) {
    const auto report = seeds.run(seeds.first + i, seeds.verbose);
    const bool is_faulty = !report.faults.empty();
    if (is_faulty || seeds.count == 1) found(report);
    ended({report.seed, report.events, report.height.value, report.nullified, report.settled, is_faulty});
  }
}

// A share's process, and the end of the pipe on which its results come.
struct Worker {
  pid_t process = -1;
  int results = -1;
  std::uint64_t next = 0;  // the seed that it runs
};

// The others' pipes are not its own: whoever holds an end keeps a pipe open.
void start(std::vector<Worker>& workers, std::size_t number, const Seeds& seeds, const Found& found) {
  auto& worker = workers[number];
  int ends[2];
  KULA_CHECK(::pipe(ends) == 0, "no pipe can be made");
  std::fflush(nullptr);
  worker.process = ::fork();
  KULA_CHECK(worker.process >= 0, "no process can be started");
  if (worker.process != 0) {
    ::close(ends[1]);
    worker.results = ends[0];
    return;
  }
  ::close(ends[0]);
  for (const auto& other : workers) {
    if (other.results >= 0) ::close(other.results);
  }
  const auto tell = [to = ends[1]](const SeedResult& result) {
    if (::write(to, &result, sizeof result) != sizeof result) ::_exit(2);  // nobody listens any more
  };
  run_share(seeds, worker.next, tell, found);
  std::fflush(nullptr);
  ::_exit(0);
}

void end(Worker& worker) {
  ::close(std::exchange(worker.results, -1));
  ::waitpid(worker.process, nullptr, 0);
}

}  // namespace

void run_seeds(const Seeds& seeds, const Ended& ended, const Found& found, const Died& died) {
  if (seeds.jobs <= 1) return run_share(seeds, 0, ended, found);
  std::vector<Worker> workers(seeds.jobs);
  for (std::uint64_t job = 0; job < seeds.jobs; ++job) {
    workers[job].next = job;
    start(workers, job, seeds, found);
  }
  while (!workers.empty()) {
    std::vector<pollfd> waited;
    for (const auto& worker : workers) waited.push_back({worker.results, POLLIN, 0});
    KULA_CHECK(::poll(waited.data(), waited.size(), -1) > 0, "the runs' results cannot be waited for");
    for (std::size_t i = waited.size(); i-- > 0;) {
      if (waited[i].revents == 0) continue;
      auto& worker = workers[i];
      SeedResult result;
      if (::read(worker.results, &result, sizeof result) == sizeof result) {
        worker.next += seeds.jobs;
        ended(result);
        continue;
      }
      end(worker);
      if (worker.next < seeds.count) {
        died(seeds.first + worker.next);
        worker.next += seeds.jobs;
        if (worker.next < seeds.count) {
          start(workers, i, seeds, found);
          continue;
        }
      }
      workers.erase(workers.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

}  // namespace kula::sim
