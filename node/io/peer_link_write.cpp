// A link's other half: writing, time-outs and its end.
#include <boost/asio/post.hpp>

#include "node/io/peer_link.h"

namespace kula::io {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

void PeerLink::send(engine::Lane lane, std::shared_ptr<const Bytes> message) {
  if (state_ != State::established) return;
  const bool is_kept = queues_.put(lane, std::move(message));
  if (!is_kept && lane == engine::Lane::consensus)
    return end(LinkEnd::lost, "it does not read what consensus tells it");
  flush_soon();
}

// What the engine says in one turn goes out in one write: the system call costs more than the encryption.
void PeerLink::flush_soon() {
  if (will_flush_ || is_writing_) return;
  will_flush_ = true;
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    self->will_flush_ = false;
    self->flush();
  });
}

void PeerLink::flush() {
  if (is_writing_ || state_ == State::ended || !session_) return;
  if (session_->state() == TlsSession::State::open && !queues_.is_empty()) {
    Bytes plain;
    queues_.take(plain, kPeerWriteBytes);
    session_->send(plain);
    if (session_->state() != TlsSession::State::open) return end(LinkEnd::lost, session_->error());
    said_ms_ = steady_now_ms();
  }
  output_.clear();
  written_ = 0;
  session_->take_output(output_);
  if (output_.empty()) {
    // Closing with unread bytes would reset the connection and take the last words with it.
    ErrorCode ignored;
    if (state_ == State::lingering) socket_.shutdown(tcp::socket::shutdown_send, ignored);
    return;
  }
  is_writing_ = true;
  progress_ms_ = steady_now_ms();
  write_some();
}

void PeerLink::write_some() {
  socket_.async_write_some(asio::buffer(output_) + written_,
                           [self = shared_from_this()](ErrorCode error, std::size_t size) {
                             if (self->state_ == State::ended) return;
                             if (error) return self->end(LinkEnd::lost, error.message());
                             self->progress_ms_ = steady_now_ms();
                             self->written_ += size;
                             if (self->written_ < self->output_.size()) return self->write_some();
                             self->is_writing_ = false;
                             self->flush();
                           });
}

void PeerLink::tick(std::uint64_t now_ms) {
  switch (state_) {
    case State::connecting:
      if (now_ms >= deadline_ms_) end(LinkEnd::lost, "it does not answer");
      return;
    case State::handshaking:
    case State::greeting:
      if (now_ms >= deadline_ms_) end(LinkEnd::lost, "its handshake takes too long");
      return;
    case State::lingering:
      if (now_ms >= deadline_ms_) close();
      return;
    case State::ended:
      return;
    case State::established:
      if (is_paused_) {  // we do not listen: it may have spoken
        heard_ms_ = now_ms;
        if (frame_since_ms_) frame_since_ms_ = now_ms;
      }
      if (now_ms > heard_ms_ + timeouts_.silence_ms) return end(LinkEnd::lost, "it has been silent");
      if (frame_since_ms_ && now_ms > *frame_since_ms_ + timeouts_.frame_ms)
        return end(LinkEnd::lost, "it sends a message too slowly");
      if (is_writing_ && now_ms > progress_ms_ + timeouts_.stall_ms)
        return end(LinkEnd::lost, "it does not read");
      if (!is_writing_ && now_ms >= said_ms_ + timeouts_.keep_alive_ms) {
        queues_.put_first(frame(FrameKind::keep_alive, {}));
        flush();
      }
  }
}

void PeerLink::linger(LinkEnd why, const std::string& reason) {
  why_ = why;
  reason_ = reason;
  enter(State::lingering, kPeerLingerMs);
  flush();
}

void PeerLink::end(LinkEnd why, const std::string& reason) {
  if (state_ == State::ended) return;
  if (state_ != State::lingering) {
    why_ = why;
    reason_ = reason;
  }
  close();
}

// The owner may be the one who ends it: it is told later.
void PeerLink::close() {
  if (state_ == State::ended) return;
  state_ = State::ended;
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    ErrorCode ignored;
    self->socket_.close(ignored);
    self->resolver_.cancel();
    self->pause_.cancel();
    if (auto* owner = std::exchange(self->owner_, nullptr)) {
      owner->link_ended(*self, self->why_, self->reason_);
    }
  });
}

void PeerLink::disown() {
  owner_ = nullptr;
  state_ = State::ended;
  ErrorCode ignored;
  socket_.close(ignored);
  resolver_.cancel();
  pause_.cancel();
}

}  // namespace kula::io
