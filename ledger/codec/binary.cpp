#include "ledger/codec/binary.h"

namespace kula::codec {

std::string_view to_string(DecodeError error) {
  switch (error) {
    case DecodeError::truncated:
      return "truncated";
    case DecodeError::trailing:
      return "trailing bytes";
    case DecodeError::not_canonical:
      return "not canonical";
  }
  return "unknown";
}

}  // namespace kula::codec
