// A real server on a loopback port before a toy node, and clients that send whatever bytes a test likes.
#pragma once

#include <gtest/gtest.h>

#include "node/io/router.h"
#include "tests/node/toy/world.h"
#include "tests/support/temporary_folder.h"

namespace kula::io {

// A connection of a client. Reads never block; the fixture polls.
class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  void send(std::string_view bytes);
  void receive();  // what has come so far
  [[nodiscard]] const std::string& received() const { return received_; }
  [[nodiscard]] bool is_closed() const { return is_closed_; }  // by the server

 private:
  int socket_ = -1;
  std::string received_;
  bool is_closed_ = false;
};

class HttpTest : public testing::Test {
 protected:
  HttpTest();
  ~HttpTest() override;

  // Runs server and node until `done`, at most some seconds of real time. False when it never was.
  bool poll_until(const std::function<bool()>& done);
  // Sends a request on a connection of its own and answers all that came until the server closed.
  std::string ask(const std::string& request);
  std::string get(const std::string& target);
  std::string post(const std::string& target, const std::string& type, const std::string& body);

  tests::TemporaryFolder folder_;
  Clock clock_;
  tests::World world_;  // of the real clock's time, as the routes read it
  boost::asio::io_context context_;
  std::unique_ptr<Router> router_;
  std::unique_ptr<HttpServer> server_;
};

[[nodiscard]] bool has_status(const std::string& response, int status);
[[nodiscard]] std::size_t count(std::string_view text, std::string_view part);

}  // namespace kula::io
