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

package io.github.closeevent.sample.sessions;

import java.io.IOException;
import java.security.Principal;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Believes whoever opens a connection the name in its query; elsewhere users sign in. A
 * filter does so for all flavours: the user of a request is that of the WebSocket that it
 * opens, and of each request that SockJS sends over HTTP, where no handshake handler is
 * asked.
 */
@Component
class GuestFilter extends OncePerRequestFilter {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,20}");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Guest guest = guest(request.getQueryString());
		chain.doFilter((guest != null) ? new GuestRequest(request, guest) : request, response);
	}

	private static @Nullable Guest guest(@Nullable String query) {
		String name = UriComponentsBuilder.newInstance().query(query).build().getQueryParams().getFirst("name");
		return (name != null && NAME.matcher(name).matches()) ? new Guest(name) : null;
	}

	/**
	 * A request of a user.
	 */
	private static final class GuestRequest extends HttpServletRequestWrapper {

		private final Guest guest;

		GuestRequest(HttpServletRequest request, Guest guest) {
			super(request);
			this.guest = guest;
		}

		@Override
		public Principal getUserPrincipal() {
			return this.guest;
		}

	}

}
