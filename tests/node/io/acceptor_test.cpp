#include "node/io/acceptor.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace kula::io {
namespace {

TEST(Acceptor, SaysWhyItCannotListenAndWhatToDo) {
  boost::asio::io_context context;
  const auto first = listen_on(context, "127.0.0.1", 0);
  ASSERT_TRUE(first) << first.error();
  const auto port = first->local_endpoint().port();
  const auto second = listen_on(context, "127.0.0.1", port);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), "cannot listen on 127.0.0.1 port " + std::to_string(port) +
                                ": Address already in use; is another kulad running? choose another port");
}

TEST(Acceptor, WantsAnAddressInDigitsAndAsksNobodyForTheNamesOfHosts) {
  boost::asio::io_context context;
  for (const auto* host : {"localhost", "", "127.0.0", "127.0.0.1:8700"}) {
    const auto refused = listen_on(context, host, 0);
    ASSERT_FALSE(refused) << host;
    EXPECT_NE(refused.error().find("is no IP address"), std::string::npos) << refused.error();
  }
}

}  // namespace
}  // namespace kula::io
