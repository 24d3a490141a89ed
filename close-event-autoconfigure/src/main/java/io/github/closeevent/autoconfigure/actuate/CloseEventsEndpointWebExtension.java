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

import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link CloseEventsEndpoint}:
 * asks who the caller is, and says over HTTP why there is no answer.
 */
@EndpointWebExtension(endpoint = CloseEventsEndpoint.class)
@ImportRuntimeHints(CloseEventsEndpointRuntimeHints.class)
class CloseEventsEndpointWebExtension {

	private final CloseEventsEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	CloseEventsEndpointWebExtension(CloseEventsEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	@ReadOperation
	WebEndpointResponse<Object> closes(SecurityContext securityContext, @Nullable String code, @Nullable String path,
			@Nullable String user, @Nullable String initiator, @Nullable String clean, @Nullable String since,
			@Nullable String limit) {
		return answer(() -> this.delegate.closes(
				new CloseQuery.Parameters(code, path, user, initiator, clean, since, limit), isShown(securityContext)));
	}

	@ReadOperation
	WebEndpointResponse<Object> view(SecurityContext securityContext, @Selector String view, @Nullable String code,
			@Nullable String path, @Nullable String user, @Nullable String initiator, @Nullable String clean,
			@Nullable String since, @Nullable String limit) {
		return answer(() -> this.delegate.view(view,
				new CloseQuery.Parameters(code, path, user, initiator, clean, since, limit), isShown(securityContext)));
	}

	@DeleteOperation
	WebEndpointResponse<Object> close(@Selector String kind, @Selector String name, @Nullable String code,
			@Nullable String reason) {
		return answer(() -> this.delegate.close(kind, name, code, reason));
	}

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

	private static WebEndpointResponse<Object> answer(Supplier<Object> operation) {
		try {
			return new WebEndpointResponse<>(operation.get());
		}
		catch (NoAnswerException ex) {
			return new WebEndpointResponse<>(new MessageDescriptor(ex.getText()), ex.getStatus());
		}
	}

}
