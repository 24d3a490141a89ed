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

package io.github.closeevent;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseEvent}.
 */
class CloseEventTests {

	private static final Instant OPENED = Instant.parse("2026-06-10T12:00:00Z");

	private static final Instant CLOSED = OPENED.plusMillis(1200);

	private final WebSocketSessionInfo session = WebSocketSessionInfo.builder("1")
		.uri(URI.create("ws://localhost/chat?token=secret"))
		.openedAt(OPENED)
		.build();

	@Test
	void hasTheShapeOfTheDom() {
		CloseEvent event = new CloseEvent(this.session, CloseEventInit.create());
		assertThat(event.getType()).isEqualTo("close");
		assertThat(event.getCode()).isZero();
		assertThat(event.getReason()).isEmpty();
		assertThat(event.wasClean()).isFalse();
	}

	@Test
	void tellsWhatItWasMadeFrom() {
		CloseFrame sent = new CloseFrame(4001, "sent");
		CloseFrame received = new CloseFrame(4002, "received");
		Exception error = new IllegalStateException("boom");
		CloseEvent event = new CloseEvent(this.session,
				CloseEventInit.create()
					.wasClean(true)
					.code(4001)
					.reason("sent")
					.initiator(CloseInitiator.APPLICATION)
					.sent(sent)
					.received(received)
					.error(error)
					.closedAt(CLOSED));
		assertThat(event.wasClean()).isTrue();
		assertThat(event.getCode()).isEqualTo(4001);
		assertThat(event.getReason()).isEqualTo("sent");
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getSent()).isSameAs(sent);
		assertThat(event.getReceived()).isSameAs(received);
		assertThat(event.getError()).isSameAs(error);
	}

	@Test
	void sourceIsTheSession() {
		CloseEvent event = closed(CLOSED);
		assertThat(event.getSession()).isSameAs(this.session);
		assertThat(event.getSource()).isSameAs(this.session);
	}

	@Test
	void timestampIsTheTimeOfTheClose() {
		CloseEvent event = closed(CLOSED);
		assertThat(event.getOpenedAt()).isEqualTo(OPENED);
		assertThat(event.getClosedAt()).isEqualTo(CLOSED);
		assertThat(event.getTimestamp()).isEqualTo(CLOSED.toEpochMilli());
		assertThat(event.getDuration()).isEqualTo(Duration.ofMillis(1200));
	}

	@Test
	void closesNowWithoutATime() {
		Instant before = Instant.now();
		CloseEvent event = new CloseEvent(this.session, CloseEventInit.create());
		assertThat(event.getClosedAt()).isBetween(before, Instant.now());
		assertThat(event.getTimestamp()).isEqualTo(event.getClosedAt().toEpochMilli());
	}

	@Test
	void durationIsNotNegativeIfTheClockWentBack() {
		assertThat(closed(OPENED.minusSeconds(5)).getDuration()).isEqualTo(Duration.ZERO);
	}

	@Test
	void toStringIsOneLine() {
		CloseEvent event = new CloseEvent(this.session, CloseEventInit.create().code(1006).closedAt(CLOSED));
		assertThat(event).hasToString("CloseEvent[code=1006 (Abnormal Closure), reason=\"\", wasClean=false, "
				+ "initiator=NETWORK, sent=null, received=null, duration=PT1.2S, session=" + this.session + "]");
	}

	@Test
	void codesHaveTheWordsOfTheApplication() {
		CloseCodes codes = CloseCodes.of(List.of(CloseCode.of(4001).withName("Kicked")));
		CloseEvent event = new CloseEvent(this.session,
				CloseEventInit.create()
					.codes(codes)
					.code(4001)
					.sent(new CloseFrame(4001, ""))
					.received(new CloseFrame(1000, "")));
		assertThat(event.getCloseCode()).isSameAs(codes.get(4001));
		assertThat(event.toString()).contains("CloseEvent[code=4001 (Kicked), ")
			.contains("sent=CloseFrame[code=4001 (Kicked), ")
			.contains("received=CloseFrame[code=1000 (Normal Closure), ");
	}

	@Test
	void codesHaveTheWordsOfTheRegistryByDefault() {
		CloseEvent event = new CloseEvent(this.session, CloseEventInit.create().code(4001));
		assertThat(event.getCloseCode()).isEqualTo(CloseCode.of(4001)).hasToString("4001 (Private use)");
	}

	@Test
	void toStringIsSafeWithHostileText() {
		String hostile = "\r\n\u001b[31m\u2026\u0000\u202e\u2028\"], wasClean=true";
		WebSocketSessionInfo session = WebSocketSessionInfo.builder(hostile)
			.pathPattern(hostile)
			.principalName(hostile)
			.transport(hostile)
			.openedAt(OPENED)
			.build();
		String text = new CloseEvent(session,
				CloseEventInit.create()
					.code(4000)
					.reason(hostile)
					.sent(new CloseFrame(4000, hostile))
					.received(new CloseFrame(4000, hostile))
					.error(new IllegalStateException(hostile))
					.closedAt(CLOSED))
			.toString();
		assertThat(text).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\u0080-\\u009f]")
			.contains("reason=\"\\r\\n\\u001b[31m\u2026\\u0000\\u202e\\u2028\\\"], wasClean=true\", wasClean=false")
			.contains("error=java.lang.IllegalStateException, ");
		assertThat(text.split("31m", -1)).as("reason, two frames, id, pattern, principal and transport").hasSize(8);
	}

	@Test
	void toStringHasNoSecrets() {
		CloseEvent event = new CloseEvent(this.session.withAttributes(Map.of("password", "hidden")),
				CloseEventInit.create().error(new IllegalStateException("boom")));
		assertThat(event.toString()).contains("/chat").doesNotContain("secret", "hidden", "password", "boom");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "wasClean", "code == 1001", "reason == 'bye'", "type == 'close'", "initiator.name() == 'PEER'",
					"received.code == 1001", "sent == null", "session.id == '1'", "duration.toMillis() == 1200" })
	void expressionsUseTheNamesOfTheWeb(String condition) {
		StandardEvaluationContext context = new StandardEvaluationContext();
		context.setVariable("event",
				new CloseEvent(this.session,
						CloseEventInit.create()
							.wasClean(true)
							.code(1001)
							.reason("bye")
							.initiator(CloseInitiator.PEER)
							.received(new CloseFrame(1001, "bye"))
							.closedAt(CLOSED)));
		Object value = new SpelExpressionParser().parseExpression("#event." + condition).getValue(context);
		assertThat(value).isEqualTo(true);
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEvent(null, CloseEventInit.create()));
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEvent(this.session, null))
			.withMessage("'init' must not be null");
	}

	private CloseEvent closed(Instant at) {
		return new CloseEvent(this.session, CloseEventInit.create().closedAt(at));
	}

}
