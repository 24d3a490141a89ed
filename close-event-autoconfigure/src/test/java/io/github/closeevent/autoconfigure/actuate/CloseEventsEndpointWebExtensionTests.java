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

package io.github.closeevent.autoconfigure.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseReport;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.history.CloseEventHistory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link CloseEventsEndpointWebExtension}: who is shown what, and reports that
 * do not come.
 */
class CloseEventsEndpointWebExtensionTests {

	private final CloseEventHistory history = new CloseEventHistory(10, List.of());

	private final WebSocketCloser closer = mock();

	private final SecurityContext nobody = SecurityContext.NONE;

	private final SecurityContext operator = caller("operator");

	private final SecurityContext guest = caller("guest");

	CloseEventsEndpointWebExtensionTests() {
		this.history.onApplicationEvent(new CloseEvent(WebSocketSessionInfo.builder("a-1").build(),
				CloseEventInit.create().code(4001).reason("bye")));
	}

	@Test
	void valuesAreShownToNobodyByDefault() {
		assertThat(reason(Show.NEVER, Set.of(), this.operator)).isEqualTo("******");
	}

	@Test
	void valuesAreShownToWhomIsAuthorized() {
		assertThat(reason(Show.WHEN_AUTHORIZED, Set.of(), this.nobody)).isEqualTo("******");
		assertThat(reason(Show.WHEN_AUTHORIZED, Set.of(), this.guest)).isEqualTo("bye");
		assertThat(reason(Show.WHEN_AUTHORIZED, Set.of("operator"), this.guest)).isEqualTo("******");
		assertThat(reason(Show.WHEN_AUTHORIZED, Set.of("operator"), this.operator)).isEqualTo("bye");
	}

	@Test
	void valuesAreShownToAll() {
		assertThat(reason(Show.ALWAYS, Set.of("operator"), this.nobody)).isEqualTo("bye");
	}

	@Test
	void userIsFoundByWhomIsAuthorizedOnly() {
		CloseEventsEndpointWebExtension extension = extension(Show.WHEN_AUTHORIZED, Set.of());
		assertThat(extension.closes(this.nobody, null, null, "alice", null, null, null, null).getStatus())
			.isEqualTo(400);
		assertThat(extension.closes(this.guest, null, null, "alice", null, null, null, null).getStatus())
			.isEqualTo(200);
	}

	@Test
	void reportThatDoesNotComeInTimeIsNotWaitedFor() {
		givenReport(new CompletableFuture<>());
		WebEndpointResponse<Object> response = extension(Show.NEVER, Set.of()).close("users", "alice", null, null);
		assertThat(response.getStatus()).isEqualTo(202);
		assertThat(response.getBody()).isEqualTo(
				new MessageDescriptor("The sessions were asked to close, but after 0 s not all of them have ended."));
	}

	@Test
	void callerThatIsInterruptedStaysSo() {
		givenReport(new CompletableFuture<>());
		Thread.currentThread().interrupt();
		WebEndpointResponse<Object> response = extension(Show.NEVER, Set.of()).close("users", "alice", null, null);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(response.getStatus()).isEqualTo(202);
	}

	@Test
	void closerThatFailsIsAnError() {
		IllegalArgumentException failure = new IllegalArgumentException();
		givenReport(CompletableFuture.failedFuture(failure));
		assertThatIllegalStateException()
			.isThrownBy(() -> extension(Show.NEVER, Set.of()).close("users", "alice", null, null))
			.withCause(failure);
	}

	private void givenReport(CompletableFuture<CloseReport> report) {
		given(this.closer.close(any(), anyInt(), any())).willReturn(report);
	}

	private Object reason(Show showValues, Set<String> roles, SecurityContext caller) {
		WebEndpointResponse<Object> response = extension(showValues, roles).closes(caller, null, null, null, null, null,
				null, null);
		return ((ClosesDescriptor) response.getBody()).closes().get(0).reason();
	}

	private CloseEventsEndpointWebExtension extension(Show showValues, Set<String> roles) {
		CloseEventsEndpoint endpoint = new CloseEventsEndpoint(this.history, mock(WebSocketSessions.class),
				new SessionClosing(this.closer, CloseCodes.standard(), Duration.ZERO), CloseCodes.standard(),
				new Sanitizer(), showValues);
		return new CloseEventsEndpointWebExtension(endpoint, showValues, roles);
	}

	private static SecurityContext caller(String role) {
		SecurityContext caller = mock();
		given(caller.getPrincipal()).willReturn(() -> role);
		given(caller.isUserInRole(role)).willReturn(true);
		return caller;
	}

}
