// The table of "tied" (C0.11): every reason, its absence, the edges of the window; each case both ways round.
#include "contracts/ties/tied.h"

#include <functional>
#include <gtest/gtest.h>

#include "contracts/accounts/keys.h"
#include "contracts/accounts/rotate.h"
#include "contracts/accounts/tables.h"

namespace kula::contracts::ties {
namespace {

using accounts::AccountKind;
using types::Address;

constexpr std::uint32_t kWindow = 3;       // W
constexpr std::uint64_t kEnough = 100'00;  // T
constexpr std::uint64_t kNow = 10;         // the period in which the question is asked

// Addresses and keys are only compared here: any bytes do.
Address address_of(std::uint8_t number) {
  Address address;
  address.raw.bytes[0] = number;
  return address;
}
crypto::PublicKey key_of(std::uint8_t number) {
  crypto::PublicKey key;
  key.bytes[0] = number;
  return key;
}

const Address kAnn = address_of(1);
const Address kBen = address_of(2);
const Address kCem = address_of(3);
const Address kOrg = address_of(4);

class World {
 public:
  World() {
    policy.accounts.period_length_ms = 1000;
    policy.accounts.tie_window_periods = kWindow;
    policy.accounts.tie_transfer_amount = Amount{kEnough};
  }
  // Opens an account with these keys.
  void open(const Address& address, std::initializer_list<std::uint8_t> keys,
            AccountKind kind = AccountKind::person, std::optional<Address> controller = std::nullopt) {
    types::Auth auth{1, {}};
    for (const auto key : keys) auth.keys.push_back(key_of(key));
    const Slug handle{"handle-" + std::to_string(address.raw.bytes[0])};
    accounts::write_account(state_, address, {handle, kind, auth, controller, address, TimeMs{}, TimeMs{}});
  }
  void rotate(std::uint64_t period, const Address& address, std::initializer_list<std::uint8_t> keys) {
    types::Auth auth{1, {}};
    for (const auto key : keys) auth.keys.push_back(key_of(key));
    ActionContext context{in(period), address, 0};
    ASSERT_TRUE(accounts::Rotate{auth}.apply(context));
  }
  void sign(const Address& address, std::uint8_t key_index) {
    types::TransactionPayload payload;
    payload.sender = address;
    accounts::use_nonce(state_, payload, {{key_index, {}}});
  }
  void begin(std::uint64_t period, const Address& a, const Address& b) {
    auto context = in(period);
    begin_together(context, a, b);
  }
  void end(std::uint64_t period, const Address& a, const Address& b) {
    auto context = in(period);
    end_together(context, a, b);
  }
  void send(std::uint64_t period, const Address& from, const Address& to, std::uint64_t amount) {
    auto context = in(period);
    record_direct_transfer(context, from, to, Amount{amount});
  }
  // The last millisecond of the period.
  Context in(std::uint64_t period) {
    return {state_, block_, policy, {}, events_, TimeMs{period * 1000 + 999}};
  }

  Policy policy;

 private:
  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
  execution::BlockContext block_;
  std::vector<types::Event> events_;
};

struct Case {
  const char* name;
  bool tied;
  std::function<void(World&)> happened;
};

const Case kCases[] = {
    {"strangers", false, [](World&) {}},

    {"share their only key", true,
     [](World& world) {
       world.open(kAnn, {7});
       world.open(kBen, {7});
     }},
    {"share one key of several", true,
     [](World& world) {
       world.open(kAnn, {5, 6, 7});
       world.open(kBen, {7, 8, 9});
     }},
    {"each shares a key with a third", false,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.open(kCem, {5, 6});
     }},
    {"shared a key until one rotated it away in the first period of the window", true,
     [](World& world) {
       world.open(kAnn, {7});
       world.open(kBen, {7});
       world.rotate(kNow - kWindow, kAnn, {8});
     }},
    {"shared a key until one rotated it away in the last period before the window", false,
     [](World& world) {
       world.open(kAnn, {7});
       world.open(kBen, {7});
       world.rotate(kNow - kWindow - 1, kAnn, {8});
     }},
    {"shared a key until both rotated it away, the last long ago", false,
     [](World& world) {
       world.open(kAnn, {7});
       world.open(kBen, {7});
       world.rotate(1, kAnn, {8});
       world.rotate(kNow, kBen, {9});
     }},
    {"kept one shared key of two through a rotation", true,
     [](World& world) {
       world.open(kAnn, {6, 7});
       world.open(kBen, {6, 7});
       world.rotate(0, kAnn, {7, 8});
     }},
    {"rotated to the other's only key, which has not signed", false,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.rotate(kNow, kAnn, {6});
     }},
    {"rotated to the other's only key, which has signed", true,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.rotate(kNow, kAnn, {6});
       world.sign(kAnn, 0);
     }},
    {"rotated to keys of the other alone and away again before they signed", false,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.rotate(kNow, kAnn, {6});
       world.rotate(kNow, kAnn, {5});
     }},
    {"lists the other's key beside its own", false,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.rotate(kNow, kAnn, {5, 6});
       world.sign(kAnn, 0);
     }},
    {"lists the other's key and has signed with it", true,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.rotate(kNow, kAnn, {5, 6});
       world.sign(kAnn, 1);
     }},
    {"listed the other's key and let it go again", false,
     [](World& world) {
       world.open(kAnn, {5});
       world.open(kBen, {6});
       world.rotate(kNow, kAnn, {5, 6});
       world.rotate(kNow, kAnn, {5});
     }},

    {"one is the organisation that controls the other", true,
     [](World& world) {
       world.open(kBen, {6}, AccountKind::organisation);
       world.open(kAnn, {5}, AccountKind::person, kBen);
     }},
    {"both are controlled by one organisation", false,
     [](World& world) {
       world.open(kOrg, {4}, AccountKind::organisation);
       world.open(kAnn, {5}, AccountKind::person, kOrg);
       world.open(kBen, {6}, AccountKind::person, kOrg);
     }},

    {"work together", true, [](World& world) { world.begin(kNow, kAnn, kBen); }},
    {"have worked together since long ago", true, [](World& world) { world.begin(0, kBen, kAnn); }},
    {"work with the same third", false,
     [](World& world) {
       world.begin(kNow, kAnn, kCem);
       world.begin(kNow, kCem, kBen);
     }},
    {"stopped in this period", true,
     [](World& world) {
       world.begin(0, kAnn, kBen);
       world.end(kNow, kAnn, kBen);
     }},
    {"stopped in the first period of the window", true,
     [](World& world) {
       world.begin(0, kAnn, kBen);
       world.end(kNow - kWindow, kBen, kAnn);
     }},
    {"stopped in the last period before the window", false,
     [](World& world) {
       world.begin(0, kAnn, kBen);
       world.end(kNow - kWindow - 1, kAnn, kBen);
     }},
    {"one of two reasons ended long ago", true,
     [](World& world) {
       world.begin(0, kAnn, kBen);
       world.begin(0, kBen, kAnn);
       world.end(1, kAnn, kBen);
     }},
    {"both of two reasons ended, the last in the window", true,
     [](World& world) {
       world.begin(0, kAnn, kBen);
       world.begin(0, kAnn, kBen);
       world.end(1, kAnn, kBen);
       world.end(kNow - kWindow, kAnn, kBen);
     }},
    {"stopped long ago and began again", true,
     [](World& world) {
       world.begin(0, kAnn, kBen);
       world.end(1, kAnn, kBen);
       world.begin(2, kAnn, kBen);
     }},

    {"one sent the other enough", true, [](World& world) { world.send(kNow, kAnn, kBen, kEnough); }},
    {"one sent the other one unit less", false,
     [](World& world) { world.send(kNow, kAnn, kBen, kEnough - 1); }},
    {"one sent enough in small parts", true,
     [](World& world) {
       world.send(kNow - 1, kAnn, kBen, kEnough / 2);
       world.send(kNow, kAnn, kBen, kEnough / 4);
       world.send(kNow, kAnn, kBen, kEnough / 4);
     }},
    {"enough in the first period of the window", true,
     [](World& world) { world.send(kNow - kWindow, kBen, kAnn, kEnough); }},
    {"enough in the last period before the window", false,
     [](World& world) { world.send(kNow - kWindow - 1, kBen, kAnn, kEnough); }},
    {"enough only together with what was before the window", false,
     [](World& world) {
       world.send(kNow - kWindow - 1, kAnn, kBen, 1);
       world.send(kNow - kWindow, kAnn, kBen, kEnough - 1);
     }},
    {"enough only when both directions are added", false,
     [](World& world) {
       world.send(kNow, kAnn, kBen, kEnough - 1);
       world.send(kNow, kBen, kAnn, kEnough - 1);
     }},
    {"enough by way of a third", false,
     [](World& world) {
       world.send(kNow, kAnn, kCem, kEnough);
       world.send(kNow, kCem, kBen, kEnough);
     }},
    {"more than can be added up, in one period", true,
     [](World& world) {
       world.policy.accounts.tie_transfer_amount = Amount{UINT64_MAX};
       world.send(kNow, kAnn, kBen, UINT64_MAX - 1);
       world.send(kNow, kAnn, kBen, 5);
     }},
    {"more than can be added up, over periods", true,
     [](World& world) {
       world.policy.accounts.tie_transfer_amount = Amount{UINT64_MAX};
       world.send(kNow - 1, kAnn, kBen, UINT64_MAX - 1);
       world.send(kNow, kAnn, kBen, 5);
     }},
};

TEST(Tied, IsWhatTheTableSaysBothWaysRound) {
  for (const auto& each : kCases) {
    World world;
    each.happened(world);
    const auto now = world.in(kNow);
    EXPECT_EQ(tied(now, kAnn, kBen), each.tied) << each.name;
    EXPECT_EQ(tied(now, kBen, kAnn), each.tied) << each.name << ", the other way round";
    EXPECT_EQ(require_untied(now, kAnn, kBen).has_value(), !each.tied) << each.name;
  }
}

TEST(Tied, InOneHandIsNobodyMerelyByWorkOrByCredits) {
  World world;
  world.open(kAnn, {5});
  world.open(kBen, {6});
  world.begin(kNow, kAnn, kBen);
  world.send(kNow, kAnn, kBen, kEnough);
  const auto now = world.in(kNow);
  EXPECT_FALSE(require_untied(now, kAnn, kBen));
  EXPECT_TRUE(require_other_hand(now, kAnn, kBen));
  EXPECT_FALSE(require_other_hand(now, kAnn, kAnn));
}

TEST(Tied, ButForGiftsIsAllThatTheOtherDidNotSend) {
  World gifts;
  gifts.open(kAnn, {5});
  gifts.open(kBen, {6});
  gifts.send(kNow, kBen, kAnn, kEnough);
  EXPECT_FALSE(require_untied(gifts.in(kNow), kAnn, kBen));
  EXPECT_TRUE(require_untied_but_for_gifts(gifts.in(kNow), kAnn, kBen));
  EXPECT_FALSE(require_untied_but_for_gifts(gifts.in(kNow), kBen, kAnn)) << "who decides sent them himself";
  World work;
  work.begin(kNow, kAnn, kBen);
  EXPECT_FALSE(require_untied_but_for_gifts(work.in(kNow), kAnn, kBen));
  World hand;
  EXPECT_FALSE(require_untied_but_for_gifts(hand.in(kNow), kAnn, kAnn));
}

TEST(Tied, LastsByTheLaterOfTwoEndsThatComeInTheWrongOrder) {
  World world;
  world.begin(0, kAnn, kBen);
  world.begin(0, kAnn, kBen);
  world.end(kNow - kWindow, kAnn, kBen);
  world.end(kNow - kWindow - 1, kAnn, kBen);
  EXPECT_TRUE(tied(world.in(kNow), kAnn, kBen));
}

TEST(Tied, IsEverybodyToHimself) {
  World world;
  EXPECT_TRUE(tied(world.in(kNow), kAnn, kAnn));
  world.open(kAnn, {5});
  EXPECT_TRUE(tied(world.in(kNow), kAnn, kAnn));
}

TEST(Tied, HasItsWholeWindowAtTheBeginningOfTheChain) {
  World world;
  world.send(0, kAnn, kBen, kEnough);
  EXPECT_TRUE(tied(world.in(0), kAnn, kBen));
  EXPECT_TRUE(tied(world.in(kWindow), kAnn, kBen));
  EXPECT_FALSE(tied(world.in(kWindow + 1), kAnn, kBen));
}

TEST(Tied, IsRejectedAsAConflictOfInterest) {
  World world;
  const auto outcome = require_untied(world.in(kNow), kAnn, kAnn);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code->name, "conflict_of_interest");
}

TEST(TiedDeathTest, StopsWhenAReasonEndsThatNeverBegan) {
  World world;
  EXPECT_DEATH(world.end(kNow, kAnn, kBen), "never began");
}

}  // namespace
}  // namespace kula::contracts::ties
