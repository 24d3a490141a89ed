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

package io.github.closeevent.servlet;

import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The hook: every WebSocket handshake that Spring MVC dispatches passes through here,
 * whatever mapping found its handler and whenever that was registered. Hands a decorated
 * copy of the handler on.
 *
 * @since 0.1.0
 * @see WebSocketRequestHandlers
 */
public class CloseEventHttpRequestHandlerAdapter extends HttpRequestHandlerAdapter {

	private final Supplier<WebSocketRequestHandlers> requestHandlers;

	private final Supplier<List<AbstractUrlHandlerMapping>> mappings;

	/**
	 * Create the adapter.
	 * @param requestHandlers makes the decorated copies; asked at the first handshake
	 * @param mappings the mappings of the application; asked at the first handshake
	 */
	public CloseEventHttpRequestHandlerAdapter(Supplier<WebSocketRequestHandlers> requestHandlers,
			Supplier<List<AbstractUrlHandlerMapping>> mappings) {
		Assert.notNull(requestHandlers, "'requestHandlers' must not be null");
		Assert.notNull(mappings, "'mappings' must not be null");
		this.requestHandlers = SingletonSupplier.of(requestHandlers);
		this.mappings = SingletonSupplier.of(mappings);
	}

	@Override
	public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws Exception {
		if (!WebSocketRequestHandlers.isWebSocket(handler)) {
			return super.handle(request, response, handler);
		}
		WebSocketRequestHandlers requestHandlers = this.requestHandlers.get();
		if (requestHandlers.refuses(request, response, handler)) {
			return null;
		}
		Object target = requestHandlers.decorate(request, handler, pathPattern(request, handler));
		boolean overHttp = handler instanceof SockJsHttpRequestHandler
				&& !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
		return (overHttp) ? handleOverHttp(request, response, target) : super.handle(request, response, target);
	}

	private @Nullable ModelAndView handleOverHttp(HttpServletRequest request, HttpServletResponse response,
			Object handler) throws Exception {
		SockJsResponse.note();
		try {
			return super.handle(request, new SockJsResponse(response), handler);
		}
		finally {
			SockJsResponse.forget();
		}
	}

	/**
	 * Return the pattern of the mapping. For a handler of last resort the attribute has
	 * the path itself, which its client chose.
	 */
	private @Nullable String pathPattern(HttpServletRequest request, Object handler) {
		Object best = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (best instanceof PathPattern pattern) {
			return pattern.getPatternString();
		}
		if (!(best instanceof String pattern)) {
			return null;
		}
		boolean path = pattern.equals(request.getAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE));
		return (!path || this.mappings.get().stream().anyMatch((mapping) -> maps(mapping, pattern, handler))) ? pattern
				: "/*";
	}

	private static boolean maps(AbstractUrlHandlerMapping mapping, String pattern, Object handler) {
		Object mapped = (pattern.equals("/")) ? mapping.getRootHandler() : mapping.getHandlerMap().get(pattern);
		// A name is that of a bean which is made later, or anew for each request.
		return mapped == handler || mapped instanceof String;
	}

}
