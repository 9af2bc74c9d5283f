#include "node/io/tls_identity.h"

#include <cerrno>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"
#include "ledger/crypto/wipe.h"
#include "node/io/files.h"

namespace kula::io {

namespace {

constexpr std::size_t kMaxPemBytes = 4 * 1024;
constexpr const char* kKeyType = "ED25519";

std::optional<engine::PeerId> id_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = ::i2d_PUBKEY(key, &der);
  if (size <= 0) return std::nullopt;
  const auto id = crypto::sha256(ByteView(der, static_cast<std::size_t>(size)));
  ::OPENSSL_free(der);
  return id;
}

// Nobody judges its dates: the registry says how long a key is good for.
std::shared_ptr<X509> certificate_of(EVP_PKEY* key) {
  std::shared_ptr<X509> certificate(::X509_new(), ::X509_free);
  KULA_CHECK(certificate != nullptr, "a certificate cannot be made; is there memory left?");
  X509* raw = certificate.get();
  bool good = ::X509_set_version(raw, X509_VERSION_3) == 1;
  good = good && ::ASN1_INTEGER_set(::X509_get_serialNumber(raw), 1) == 1;
  good = good && ::ASN1_TIME_set_string(::X509_getm_notBefore(raw), "20200101000000Z") == 1;
  good = good && ::ASN1_TIME_set_string(::X509_getm_notAfter(raw), "99991231235959Z") == 1;
  X509_NAME* name = ::X509_get_subject_name(raw);
  good = good && ::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                              reinterpret_cast<const unsigned char*>("kula"), -1, -1, 0) == 1;
  good = good && ::X509_set_issuer_name(raw, name) == 1 && ::X509_set_pubkey(raw, key) == 1;
  good = good && ::X509_sign(raw, key, nullptr) > 0;
  KULA_CHECK(good, "a certificate cannot be signed; report this as a bug");
  return certificate;
}

}  // namespace

Expected<TlsIdentity, std::string> TlsIdentity::read(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) return fail(path + " cannot be read: check its owner and the disk");
    return fail("there is no " + path + ": `kulad tool keys` makes one");
  }
  if ((status.st_mode & 077) != 0)
    return fail(path + " can be read by others: chmod 600 it, and think about replacing the key");
  auto pem = read_file(path, kMaxPemBytes);
  if (!pem) return fail(path + " " + std::string(to_string(pem.error())));
  BIO* memory = ::BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size()));
  std::shared_ptr<EVP_PKEY> key(::PEM_read_bio_PrivateKey(memory, nullptr, nullptr, nullptr),
                                ::EVP_PKEY_free);
  ::BIO_free(memory);
  crypto::wipe(*pem);
  if (key == nullptr || ::EVP_PKEY_is_a(key.get(), kKeyType) != 1)
    return fail(path + " is no Ed25519 key in PEM");
  const auto id = id_of(key.get());
  if (!id) return fail(path + " has no public key");
  auto certificate = certificate_of(key.get());
  return TlsIdentity(std::move(key), std::move(certificate), *id);
}

Expected<void, std::string> TlsIdentity::create(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return fail("there is a " + path + " already: it is never replaced");
  const std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)> key(
      ::EVP_PKEY_Q_keygen(nullptr, nullptr, kKeyType), ::EVP_PKEY_free);
  KULA_CHECK(key != nullptr, "OpenSSL makes no Ed25519 keys; install OpenSSL 3");
  BIO* memory = ::BIO_new(::BIO_s_secmem());
  char* pem = nullptr;
  bool good = ::PEM_write_bio_PKCS8PrivateKey(memory, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  const long size = good ? ::BIO_get_mem_data(memory, &pem) : 0;
  good = good && write_file(path, as_bytes(std::string_view(pem, static_cast<std::size_t>(size))), 0600);
  ::BIO_free(memory);
  if (!good) return fail(path + " cannot be written: is the disk full?");
  return {};
}

std::optional<engine::PeerId> id_of_certificate(x509_st* certificate) {
  EVP_PKEY* key = ::X509_get0_pubkey(certificate);
  if (key == nullptr || ::EVP_PKEY_is_a(key, kKeyType) != 1) return std::nullopt;
  if (::X509_verify(certificate, key) != 1) return std::nullopt;
  return id_of(key);
}

}  // namespace kula::io
