/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.closeevent.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat's session knows. Its callback turns codes that it does not know into 1002,
 * an empty Close frame into 1000, and comes before the peer has answered; but the frame
 * parser still has the peer's Close frame, and the state tells who began.
 */
final class TomcatConnection implements Connection {

	private static final int OPCODE_CLOSE = 8;

	private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

	private static final String READ_IDLE_TIMEOUT = "org.apache.tomcat.websocket.READ_IDLE_TIMEOUT_MS";

	private static final String WRITE_IDLE_TIMEOUT = "org.apache.tomcat.websocket.WRITE_IDLE_TIMEOUT_MS";

	/**
	 * Tomcat's reason when the authenticated HTTP session of a WebSocket ends.
	 */
	private static final String LOGGED_OUT = "This connection was established under an authenticated HTTP session"
			+ " that has ended.";

	private final TomcatInternals internals;

	private final Object session;

	private final boolean layered;

	private volatile @Nullable CloseFrame received;

	TomcatConnection(TomcatInternals internals, Object session, boolean layered) {
		this.internals = internals;
		this.session = session;
		this.layered = layered;
	}

	@Override
	public ConnectionState getState() {
		// The phase first: what was parsed by the end of a phase is seen then.
		Phase phase = phase();
		boolean parsed = isPeerCloseParsed();
		return new ConnectionState(phase, parsed, (parsed) ? received() : null,
				this.internals.closeTimeout.getVolatile(this.session) != null);
	}

	private Phase phase() {
		return switch (stateName()) {
			case "OPEN" -> Phase.OPEN;
			case "CLOSING" -> Phase.INBOUND;
			case "OUTPUT_CLOSING", "OUTPUT_CLOSED" -> Phase.OUTBOUND;
			default -> Phase.ENDED;
		};
	}

	private String stateName() {
		Object state = this.internals.state.getVolatile(this.session);
		return String.valueOf((state instanceof AtomicReference<?> reference) ? reference.get() : state);
	}

	private boolean isPeerCloseParsed() {
		return !(boolean) this.internals.open.getVolatile(frame());
	}

	private Object frame() {
		return this.internals.frame.get(this.session);
	}

	@Override
	public boolean isSettled() {
		return isPeerCloseParsed() || "CLOSED".equals(stateName());
	}

	/**
	 * Spring suspends the session of a reactive handler that is busy, and leaves it so
	 * when it is closed. A client would read on this thread.
	 */
	@Override
	public void readAnswer() {
		if ("OUTPUT_CLOSED".equals(stateName()) && this.internals.isSuspended(this.session)
				&& !this.internals.isClient(this.session)) {
			removeMessageHandlers();
			this.internals.resume(this.session);
		}
	}

	/**
	 * A message that stands before the answer has nobody to go to: Spring would refuse
	 * it, at which Tomcat drops the connection, or keep it for nobody.
	 */
	private void removeMessageHandlers() {
		try {
			Session session = (Session) this.session;
			session.getMessageHandlers().forEach(session::removeMessageHandler);
		}
		catch (IllegalStateException ex) {
			// The session is closed.
		}
	}

	/**
	 * Read the peer's Close frame from the parser's buffer, where it stays until another
	 * control frame is read, which never happens after a Close frame.
	 * @return the frame, or null if it was not a valid one
	 */
	private @Nullable CloseFrame received() {
		CloseFrame known = this.received;
		if (known == null) {
			Object frame = frame();
			// The header of a frame after the Close frame replaces its length, and then
			// the bytes may be those of an earlier ping.
			boolean intact = (byte) this.internals.opCode.get(frame) == OPCODE_CLOSE;
			int length = (intact) ? (int) (long) this.internals.payloadLength.get(frame) : 0;
			byte[] payload = ((ByteBuffer) this.internals.payload.get(frame)).array();
			known = (length <= ClosePayload.MAX_LENGTH) ? ClosePayload.parse(ByteBuffer.wrap(payload, 0, length))
					: null;
			this.received = known;
		}
		return known;
	}

	/**
	 * Tomcat gives up after 50 ms otherwise, unless the code is 1000.
	 */
	@Override
	public void allowToClose(Duration timeout) {
		try {
			((Session) this.session).getUserProperties().putIfAbsent(CLOSE_TIMEOUT, timeout.toMillis());
		}
		catch (IllegalStateException ex) {
			// The session is closed.
		}
	}

	@Override
	public void cut() {
		this.internals.closeConnection(this.session);
	}

	@Override
	public CloseFrame toWire(int code, String reason) {
		// Tomcat puts 1002 on the wire when it is asked for 1006.
		int written = (code != CloseCode.ABNORMAL_CLOSURE) ? code : CloseCode.PROTOCOL_ERROR;
		try {
			ByteBuffer payload = ByteBuffer.allocate(ClosePayload.MAX_LENGTH);
			this.internals.appendReason.invoke(payload, reason);
			return new CloseFrame(written, StandardCharsets.UTF_8.decode(payload.flip()).toString());
		}
		catch (Throwable ex) {
			return new CloseFrame(written, reason);
		}
	}

	/**
	 * Tomcat closes with 1006 and the message of the exception, or only cuts the
	 * connection, which its state tells.
	 */
	@Override
	public CloseFrame toWire(Throwable error) {
		String message = error.getMessage();
		return toWire(CloseCode.ABNORMAL_CLOSURE, (message != null) ? message : "");
	}

	@Override
	public CloseFrame answerTo(CloseFrame received) {
		int code = switch (received.code()) {
			case CloseCode.NO_STATUS_RECEIVED -> CloseCode.NORMAL_CLOSURE;
			case CloseCode.SERVICE_RESTART, CloseCode.TRY_AGAIN_LATER, CloseCode.BAD_GATEWAY ->
				CloseCode.PROTOCOL_ERROR;
			default -> received.code();
		};
		return new CloseFrame(code, received.reason());
	}

	@Override
	public boolean isAnswering() {
		return phase() == Phase.INBOUND;
	}

	@Override
	public boolean isServersOwn(int code, String reason) {
		return code == CloseCode.GOING_AWAY || (code == CloseCode.POLICY_VIOLATION && LOGGED_OUT.equals(reason))
				|| isCutByClient();
	}

	/**
	 * Whether Tomcat's client refused what it read: it closes as if it had been asked to,
	 * but waits for no answer.
	 */
	private boolean isCutByClient() {
		return this.internals.isClient(this.session) && this.internals.closeTimeout.getVolatile(this.session) == null
				&& !isPeerCloseParsed();
	}

	/**
	 * Tomcat's own test for an idle session, as far as it can be repeated after the Close
	 * frame was written, which counts as activity.
	 */
	@Override
	public boolean isIdle() {
		try {
			Session session = (Session) this.session;
			long idle = System.currentTimeMillis() - (long) this.internals.lastRead.getVolatile(this.session);
			Map<String, Object> properties = session.getUserProperties();
			return isOver(idle, properties.get(READ_IDLE_TIMEOUT)) || isOver(idle, session.getMaxIdleTimeout())
					|| isOver(Long.MAX_VALUE, properties.get(WRITE_IDLE_TIMEOUT));
		}
		catch (IllegalStateException ex) {
			// The session is closed.
			return false;
		}
	}

	private static boolean isOver(long idle, @Nullable Object limit) {
		return limit instanceof Long millis && millis > 0 && idle > millis;
	}

	@Override
	public boolean isLayered() {
		return this.layered;
	}

}
