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

import org.apache.tomcat.websocket.WsSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TomcatInternals}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TomcatInternalsTests {

	@Test
	void everyPartIsFoundOnTomcat(CapturedOutput output) throws Exception {
		TomcatInternals internals = TomcatInternals.find(getClass().getClassLoader());
		assertThat(internals).isNotNull().hasNoNullFieldsOrProperties();
		assertThat(output).isEmpty();
		assertThat(internals.closeTimeout.varType()).isEqualTo(Long.class);
		assertThat(internals.lastRead.varType()).isEqualTo(long.class);
		assertThat(internals.open.varType()).isEqualTo(boolean.class);
		assertThat(internals.opCode.varType()).isEqualTo(byte.class);
		assertThat(internals.payloadLength.varType()).isEqualTo(long.class);
		assertThat(internals.payload.varType()).isEqualTo(ByteBuffer.class);
		assertThat(WsSession.class.getDeclaredField("state").getType()).isEqualTo(internals.state.varType());
	}

	@Test
	void sessionIsTomcats() {
		TomcatInternals internals = TomcatInternals.of(Session.class, Frame.class);
		assertThat(internals).isNotNull();
		assertThat(internals.isSession(new Session())).isTrue();
		assertThat(internals.isSession(new Frame())).isFalse();
	}

	@Test
	void missingFieldOfTheSessionIsWarnedOfOnce(CapturedOutput output) {
		assertThat(TomcatInternals.of(SessionWithoutState.class, Frame.class)).isNull();
		assertThatOneWarningNames(output, "state");
	}

	@Test
	void missingFieldOfTheFrameIsWarnedOfOnce(CapturedOutput output) {
		assertThat(TomcatInternals.of(Session.class, FrameWithoutBuffer.class)).isNull();
		assertThatOneWarningNames(output, "controlBufferBinary");
	}

	@Test
	void missingMethodIsWarnedOfOnce(CapturedOutput output) {
		assertThat(TomcatInternals.of(SessionWithoutMethod.class, Frame.class)).isNull();
		assertThatOneWarningNames(output, "appendCloseReasonWithTruncation");
	}

	@Test
	void missingFrameClassIsWarnedOfOnce(CapturedOutput output) {
		FilteredClassLoader classLoader = new FilteredClassLoader("org.apache.tomcat.websocket.WsFrameBase");
		assertThat(TomcatInternals.find(classLoader)).isNull();
		assertThatOneWarningNames(output, "ClassNotFoundException");
	}

	@Test
	void noWarningWithoutTomcat(CapturedOutput output) {
		FilteredClassLoader classLoader = new FilteredClassLoader("org.apache.tomcat");
		assertThat(TomcatInternals.find(classLoader)).isNull();
		assertThat(output).isEmpty();
	}

	private static void assertThatOneWarningNames(CapturedOutput output, String cause) {
		assertThat(output.getAll().lines()).hasSize(1);
		assertThat(output).contains("WARN", cause)
			.contains("code", "wasClean", "initiator", "sent", "received", "inexact");
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "This version of Tomcat is not known")).isOne();
	}

	static class Session {

		Object wsFrame = new Object();

		Object state = new Object();

		Long sessionCloseTimeoutExpiry;

		long lastActiveRead;

		static void appendCloseReasonWithTruncation(ByteBuffer payload, String reason) {
		}

	}

	static class SessionWithoutState {

		Object wsFrame = new Object();

		Long sessionCloseTimeoutExpiry;

		long lastActiveRead;

		static void appendCloseReasonWithTruncation(ByteBuffer payload, String reason) {
		}

	}

	static class SessionWithoutMethod {

		Object wsFrame = new Object();

		Object state = new Object();

		Long sessionCloseTimeoutExpiry;

		long lastActiveRead;

	}

	static class Frame {

		boolean open;

		byte opCode;

		long payloadLength;

		ByteBuffer controlBufferBinary;

	}

	static class FrameWithoutBuffer {

		boolean open;

		byte opCode;

		long payloadLength;

	}

}
