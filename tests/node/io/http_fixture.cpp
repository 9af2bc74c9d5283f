#include "tests/node/io/http_fixture.h"

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kula::io {

namespace {
constexpr std::chrono::seconds kPatience{20};  // of real time; a loaded machine is slow
constexpr HttpTimeouts kTimeouts{2'000, 300, 2'000};
}  // namespace

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
}

Client::~Client() { ::close(socket_); }

// The kernel's buffers hold what tests send; an error means that the server has closed.
void Client::send(std::string_view bytes) {
  static_cast<void>(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

void Client::receive() {
  char buffer[16 * 1024];
  while (!is_closed_) {
    const auto got = ::recv(socket_, buffer, sizeof(buffer), MSG_DONTWAIT);
    if (got > 0) {
      received_.append(buffer, static_cast<std::size_t>(got));
      continue;
    }
    is_closed_ = got == 0 || (errno != EAGAIN && errno != EINTR);
    return;
  }
}

HttpTest::HttpTest()
    : clock_(*Clock::open(folder_.path() / "clock-offset")),
      world_(4, kHourMs, TimeMs{clock_.now().wall.value - 1'000}) {
  world_.start();
  router_ = std::make_unique<Router>(world_.engine(), clock_,
                                     Router::Options{{"node.example"}, {"https://ok.example"}});
  auto server = HttpServer::listen(context_, "127.0.0.1", 0, kTimeouts,
                                   {[this](HttpRequest request, const HttpServer::Respond& respond) {
                                      router_->handle(std::move(request), respond);
                                    },
                                    [this](std::string_view method, std::string_view target) {
                                      return router_->body_limit(method, target);
                                    },
                                    [this](unsigned status) { return router_->refuse(status); }});
  if (server) server_ = std::move(*server);
  EXPECT_NE(server_, nullptr);
}

HttpTest::~HttpTest() { server_.reset(); }

bool HttpTest::poll_until(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    context_.poll();
    world_.run_for(1);
  }
  return true;
}

std::string HttpTest::ask(const std::string& request) {
  Client client(server_->port());
  client.send(request);
  const bool is_answered = poll_until([&] {
    client.receive();
    return client.is_closed();
  });
  EXPECT_TRUE(is_answered) << request.substr(0, 200);
  return client.received();
}

std::string HttpTest::get(const std::string& target) {
  return ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

std::string HttpTest::post(const std::string& target, const std::string& type, const std::string& body) {
  return ask("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type +
             "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

bool has_status(const std::string& response, int status) {
  return response.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++found;
  return found;
}

}  // namespace kula::io
