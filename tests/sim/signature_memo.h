// Signatures are what a simulated second costs. Verifying is pure, so all nodes of a process share the
// answers: the linker leads every call of crypto::verify and SecretKey::sign in these programs through here
// (--wrap, CMakeLists.txt). What was signed here is known to be good; anything else is really verified, once.
#pragma once

namespace kula::sim {

// Forgets what was learnt: called between runs, so that memory stays bounded and runs are alike.
void forget_signatures();

}  // namespace kula::sim
