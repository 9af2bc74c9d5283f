// Which request means what: routes of the HTTP API (node/io/README.md) onto the engine. Engine's thread.
#pragma once

#include "node/engine/engine.h"
#include "node/io/clock.h"
#include "node/io/http_server.h"
#include "node/io/peer_network.h"

namespace kula::io {

class Router {
 public:
  struct Options {
    std::vector<std::string> hosts;    // names that Host may have besides loopback's
    std::vector<std::string> origins;  // web origins besides our own, as "https://explorer.example"
    PeerNetwork* peers = nullptr;      // what a development network's partitions cut
  };
  // REQUIRES engine, clock and peers outlive this.
  Router(engine::Engine& engine, Clock& clock, Options options)
      : engine_(engine), clock_(clock), options_(std::move(options)) {}

  void handle(HttpRequest request, const HttpServer::Respond& respond);
  [[nodiscard]] std::size_t body_limit(std::string_view method, std::string_view target) const;
  [[nodiscard]] HttpResponse refuse(unsigned status) const;

 private:
  struct Call {
    HttpRequest request;
    std::vector<std::string> arguments;  // what stands in the path's places
    std::map<std::string, std::string> parameters;
    HttpServer::Respond respond;
  };
  using Action = void (Router::*)(Call&);
  struct Route {
    std::string_view method;
    std::string_view path;  // "{}" takes one segment; a final "*" any number
    Action action;
  };
  [[nodiscard]] static const std::vector<Route>& routes();
  [[nodiscard]] bool is_host_allowed(const HttpRequest& request) const;

  // routes_chain.cpp
  void status(Call& call);
  void peers(Call& call);
  void evidence(Call& call);
  void live(Call& call);
  void ready(Call& call);
  void metrics(Call& call);
  void block(Call& call);
  void header(Call& call);
  void certificate(Call& call);
  void receipts(Call& call);
  void dev_advance(Call& call);
  void dev_partition(Call& call);
  void digest(Call& call);
  // routes_state.cpp
  void account(Call& call);
  void schema(Call& call);
  void queries(Call& call);
  void query(Call& call);
  void table(Call& call);
  // routes_transactions.cpp
  void submit(Call& call);
  void submit_batch(Call& call);
  void transaction(Call& call);
  void simulate(Call& call);
  [[nodiscard]] Expected<types::TransactionPointer, api::Problem> read_transaction(
      const Call& call, bool with_signatures) const;

  engine::Engine& engine_;
  Clock& clock_;
  Options options_;
};

}  // namespace kula::io
