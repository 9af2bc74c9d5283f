// T10: what hostile or broken clients send.
#include "node/io/limits.h"
#include "tests/node/io/http_fixture.h"

namespace kula::io {
namespace {

using namespace std::string_literals;

TEST_F(HttpTest, RefusesAHeaderBeyondTheLimit) {
  const auto response = ask(
      "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Large: " + std::string(kMaxHeaderBytes, 'x') + "\r\n\r\n");
  EXPECT_TRUE(has_status(response, 431)) << response.substr(0, 80);
}

TEST_F(HttpTest, RefusesATargetBeyondTheLimit) {
  EXPECT_TRUE(has_status(get("/" + std::string(kMaxTargetBytes, 'x')), 431));
}

TEST_F(HttpTest, RefusesABodyBeyondTheLimitBeforeItCame) {
  const auto response = ask("POST /v1/transactions HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                            std::to_string(kMaxBodyBytes + 1) + "\r\n\r\n");
  EXPECT_TRUE(has_status(response, 413)) << response.substr(0, 80);
}

TEST_F(HttpTest, RefusesABodyInChunksAndSaysHowToSendIt) {
  const auto answer =
      ask("POST /v1/simulate HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
          "chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  EXPECT_TRUE(has_status(answer, 400));
  EXPECT_NE(answer.find("Content-Length"), std::string::npos) << answer;
}

// Each field is short, and each comes alone.
TEST_F(HttpTest, RefusesAHeaderThatDoesNotEnd) {
  Client client(server_->port());
  client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n");
  ASSERT_TRUE(poll_until([&] {
    client.send("X-Field: " + std::string(1'000, 'x') + "\r\n");
    client.receive();
    return client.is_closed();
  }));
  EXPECT_TRUE(has_status(client.received(), 431)) << client.received();
}

TEST_F(HttpTest, RefusesABodyWhereNoneBelongs) {
  EXPECT_TRUE(has_status(ask("GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"), 413));
}

TEST_F(HttpTest, RefusesTwoReadingsOfALength) {
  EXPECT_TRUE(has_status(ask("POST /v1/simulate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                             "Content-Length: 6\r\n\r\nhello!"),
                         400));
  EXPECT_TRUE(has_status(ask("POST /v1/simulate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                         400));
}

TEST_F(HttpTest, RefusesWhatIsNoHttp) {
  EXPECT_TRUE(has_status(ask("\x16\x03\x01\x02\x00\x01 hello\r\n\r\n"s), 400));
  EXPECT_TRUE(has_status(ask("GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n"), 400));
  EXPECT_TRUE(has_status(ask("GET /li\0vez HTTP/1.1\r\nHost: localhost\r\n\r\n"s), 400));
  EXPECT_TRUE(has_status(ask("GET /livez HTTP/1.1\r\nHost: local\0host\r\n\r\n"s), 400));
}

TEST_F(HttpTest, RefusesHiddenControlCharactersInAPath) {
  EXPECT_TRUE(has_status(get("/v1/tables/acc%00ounts/"), 400));
  EXPECT_TRUE(has_status(get("/v1/tables/%0a/"), 400));
  EXPECT_TRUE(has_status(get("/v1/tables/%ff/"), 400));
  EXPECT_TRUE(has_status(get("/v1/tables/%4/"), 400));
  EXPECT_TRUE(has_status(get("/v1/status?a=1&a=2"), 400));
}

TEST_F(HttpTest, ClosesARequestThatTricklesIn) {
  Client client(server_->port());
  client.send("GET /livez HTTP/1.1\r\nHost: loc");
  ASSERT_TRUE(poll_until([&] {
    client.receive();
    return client.is_closed();
  }));
  EXPECT_TRUE(has_status(client.received(), 408)) << client.received();
}

TEST_F(HttpTest, ForgetsAClientThatLeavesInTheMiddle) {
  {
    Client client(server_->port());
    client.send("POST /v1/simulate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
    ASSERT_TRUE(poll_until([&] { return server_->connections() == 1; }));
  }
  EXPECT_TRUE(poll_until([&] { return server_->connections() == 0; }));
}

TEST_F(HttpTest, AnswersOnlyToItsOwnNames) {
  const auto with_host = [this](const std::string& field) {
    return ask("GET /livez HTTP/1.1\r\n" + field + "Connection: close\r\n\r\n");
  };
  for (const std::string host : {"localhost", "127.0.0.1:8700", "[::1]:8700", "node.example"}) {
    EXPECT_TRUE(has_status(with_host("Host: " + host + "\r\n"), 200)) << host;
  }
  for (const std::string host : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80",
                                 "[::1", "localhost:x", "localhost:70000", ""}) {
    EXPECT_TRUE(has_status(with_host("Host: " + host + "\r\n"), 403)) << host;
  }
  EXPECT_TRUE(has_status(with_host(""), 403));
  EXPECT_TRUE(has_status(with_host("Host: localhost\r\nHost: evil.example\r\n"), 403));
}

TEST_F(HttpTest, AnswersOnlyToPagesOfItsOwn) {
  const auto with_origin = [this](const std::string& origin) {
    return ask("GET /livez HTTP/1.1\r\nHost: localhost:8700\r\nOrigin: " + origin +
               "\r\nConnection: close\r\n\r\n");
  };
  EXPECT_TRUE(has_status(with_origin("http://localhost:8700"), 200));
  EXPECT_TRUE(has_status(with_origin("https://ok.example"), 200));
  for (const std::string origin :
       {"null", "http://localhost", "http://localhost:3000", "https://evil.example"}) {
    EXPECT_TRUE(has_status(with_origin(origin), 403)) << origin;
  }
}

TEST_F(HttpTest, AnswersPipelinedRequestsInOrder) {
  Client client(server_->port());
  client.send(
      "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
      "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /li");
  ASSERT_TRUE(poll_until([&] {
    client.receive();
    return count(client.received(), "HTTP/1.1 ") == 3;
  }));
  client.send("vez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(poll_until([&] {
    client.receive();
    return client.is_closed();
  }));
  const auto& text = client.received();
  const auto second = text.find("HTTP/1.1 404");
  const auto third = text.find("ready\n");
  ASSERT_NE(second, std::string::npos);
  ASSERT_NE(third, std::string::npos);
  EXPECT_LT(text.find("live\n"), second);
  EXPECT_LT(second, third);
  EXPECT_EQ(count(text, "live\n"), 2u);
}

TEST_F(HttpTest, TakesNoMoreConnectionsThanTheLimit) {
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i < kMaxConnections + 5; ++i) {
    clients.push_back(std::make_unique<Client>(server_->port()));
    context_.poll();
  }
  ASSERT_TRUE(poll_until([&] {
    std::size_t closed = 0;
    for (const auto& client : clients) {
      client->receive();
      closed += client->is_closed() ? 1 : 0;
    }
    return closed >= 5;
  }));
  EXPECT_LE(server_->connections(), kMaxConnections);
}

TEST_F(HttpTest, TellsAClientThatWaitsToSendItsBody) {
  Client client(server_->port());
  client.send(
      "POST /v1/simulate HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: "
      "application/json\r\n"
      "Content-Length: 2\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(poll_until([&] {
    client.receive();
    return client.received().starts_with("HTTP/1.1 100 Continue\r\n\r\n");
  }));
  client.send("{}");
  ASSERT_TRUE(poll_until([&] {
    client.receive();
    return client.is_closed();
  }));
  EXPECT_EQ(count(client.received(), "HTTP/1.1 400"), 1u);
}

TEST_F(HttpTest, ClosesIdleConnectionsWhenItStops) {
  Client client(server_->port());
  ASSERT_TRUE(poll_until([&] { return server_->connections() == 1; }));
  server_->stop();
  EXPECT_TRUE(poll_until([&] {
    client.receive();
    return client.is_closed() && server_->connections() == 0;
  }));
}

}  // namespace
}  // namespace kula::io
