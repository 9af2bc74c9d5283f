#include "node/io/tls_session.h"

#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "ledger/base/check.h"
#include "node/io/limits.h"

namespace kula::io {

namespace {
constexpr std::size_t kRecordBytes = 16 * 1024;
}  // namespace

// In the place of OpenSSL's chain building: one certificate, signed by itself, of a key that may connect.
struct CertificateJudge {
  static int judge(X509_STORE_CTX* store, void*) {
    const auto* ssl =
        static_cast<SSL*>(::X509_STORE_CTX_get_ex_data(store, ::SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* session = static_cast<TlsSession*>(SSL_get_app_data(ssl));
    X509* leaf = ::X509_STORE_CTX_get0_cert(store);
    const bool is_alone = sk_X509_num(::X509_STORE_CTX_get0_untrusted(store)) == 1;
    const auto id = leaf != nullptr && is_alone ? id_of_certificate(leaf) : std::nullopt;
    const auto refusal = id ? session->judge_(*id) : "its certificate is not one of an Ed25519 key by itself";
    if (!refusal) {
      session->peer_ = id;
      ::X509_STORE_CTX_set_error(store, X509_V_OK);
      return 1;
    }
    session->error_ = *refusal;
    ::X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
    return 0;
  }
};

TlsContext::TlsContext(const TlsIdentity& identity)
    : context_(::SSL_CTX_new(::TLS_method()), ::SSL_CTX_free) {
  SSL_CTX* context = context_.get();
  bool good = context != nullptr;
  good = good && ::SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1;
  good = good && ::SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1;
  good =
      good && ::SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256") == 1;
  good = good && ::SSL_CTX_set1_groups_list(context, "X25519") == 1;
  good = good && ::SSL_CTX_set1_sigalgs_list(context, "ed25519") == 1;
  good = good && ::SSL_CTX_use_certificate(context, identity.certificate()) == 1;
  good = good && ::SSL_CTX_use_PrivateKey(context, identity.key()) == 1;
  // A ticket would let somebody back in whose key has left the registry.
  good = good && ::SSL_CTX_set_num_tickets(context, 0) == 1;
  KULA_CHECK(good, "OpenSSL offers no TLS 1.3 with Ed25519; install OpenSSL 3");
  ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_max_cert_list(context, static_cast<long>(kMaxCertificateBytes));
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  ::SSL_CTX_set_cert_verify_callback(context, &CertificateJudge::judge, nullptr);
  ::SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

TlsSession::TlsSession(const TlsContext& context, Role role, Judge judge)
    : ssl_(::SSL_new(context.get()), ::SSL_free), judge_(std::move(judge)) {
  BIO* in = ::BIO_new(::BIO_s_mem());
  BIO* out = ::BIO_new(::BIO_s_mem());
  KULA_CHECK(ssl_ != nullptr && in != nullptr && out != nullptr, "no memory is left for a connection");
  BIO_set_mem_eof_return(in, -1);  // "wait for more", not "the end"
  ::SSL_set_bio(ssl_.get(), in, out);
  SSL_set_app_data(ssl_.get(), this);
  if (role == Role::server) {
    ::SSL_set_accept_state(ssl_.get());
  } else {
    ::SSL_set_connect_state(ssl_.get());
    ::ERR_clear_error();
    static_cast<void>(::SSL_do_handshake(ssl_.get()));
  }
}

TlsSession::State TlsSession::receive(ByteView bytes, Bytes& plain) {
  if (state_ == State::closed || state_ == State::failed) return state_;
  if (::BIO_write(::SSL_get_rbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size())) !=
      static_cast<int>(bytes.size())) {
    state_ = State::failed;
    error_ = "no memory is left";
    return state_;
  }
  ::ERR_clear_error();
  if (state_ == State::handshaking) {
    const int result = ::SSL_do_handshake(ssl_.get());
    if (result != 1) {
      fail_with(result);
      return state_;
    }
    state_ = State::open;
  }
  std::array<std::uint8_t, kRecordBytes> record;
  while (true) {
    const int got = ::SSL_read(ssl_.get(), record.data(), static_cast<int>(record.size()));
    if (got <= 0) {
      fail_with(got);
      return state_;
    }
    append(plain, ByteView(record).first(static_cast<std::size_t>(got)));
  }
}

void TlsSession::send(ByteView plain) {
  KULA_CHECK(state_ == State::open, "something is said before TLS is ready; report this as a bug");
  if (plain.empty()) return;
  ::ERR_clear_error();
  const int put = ::SSL_write(ssl_.get(), plain.data(), static_cast<int>(plain.size()));
  if (put != static_cast<int>(plain.size())) fail_with(put);
}

void TlsSession::take_output(Bytes& bytes) {
  BIO* out = ::SSL_get_wbio(ssl_.get());
  const auto pending = ::BIO_ctrl_pending(out);
  if (pending == 0) return;
  const auto before = bytes.size();
  bytes.resize(before + pending);
  const int got = ::BIO_read(out, bytes.data() + before, static_cast<int>(pending));
  bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
}

void TlsSession::fail_with(int result) {
  switch (::SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return;
    case SSL_ERROR_ZERO_RETURN:
      state_ = State::closed;
      return;
    default: {
      const auto code = ::ERR_peek_error();
      const char* reason = ::ERR_reason_error_string(code);
      if (ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE) {
        error_ = "it does not admit our key";
      } else if (error_.empty()) {
        error_ = reason == nullptr ? "TLS failed" : reason;
      }
      state_ = State::failed;
      ::ERR_clear_error();
    }
  }
}

}  // namespace kula::io
