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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.LoggingWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * Makes copies of the request handlers through which every WebSocket of a servlet
 * application opens, with our decorator around the {@link WebSocketHandler} inside. The
 * originals are left as they are, and so is whatever holds them: mappings, CORS and CSRF
 * configuration, life cycle.
 *
 * @since 0.1.0
 */
public final class WebSocketRequestHandlers {

	private static final Log logger = LogFactory.getLog(WebSocketRequestHandlers.class);

	private final CloseEventWebSocketHandlerDecoratorFactory decoratorFactory;

	/**
	 * The origins that handshakes without a trace share, by the patterns of mappings.
	 */
	private final Map<String, SessionOrigin> origins = new ConcurrentHashMap<>();

	private final Set<Class<?>> warned = ConcurrentHashMap.newKeySet();

	public WebSocketRequestHandlers(CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
		Assert.notNull(decoratorFactory, "'decoratorFactory' must not be null");
		this.decoratorFactory = decoratorFactory;
	}

	/**
	 * Return a decorated copy of a request handler.
	 * @param handler any object that handles requests
	 * @param pathPattern the pattern of the mapping that leads to it, if known
	 * @return a copy if the object is one of Spring's two WebSocket request handlers and
	 * not decorated yet, else the object itself
	 */
	public Object decorate(Object handler, @Nullable String pathPattern) {
		return decorate(handler, SessionOrigin.server(pathPattern, null), false);
	}

	/**
	 * Return a decorated copy of a request handler for one request, on its thread.
	 */
	Object decorate(HttpServletRequest request, Object handler, @Nullable String pathPattern) {
		Object trace = this.decoratorFactory.getTracker().getObservers().handshakeTrace(request::getAttribute);
		SessionOrigin origin = (pathPattern != null && trace == null)
				? this.origins.computeIfAbsent(pathPattern, (pattern) -> SessionOrigin.server(pattern, null))
				: SessionOrigin.server(pathPattern, trace);
		return decorate(handler, origin, true);
	}

	private Object decorate(Object handler, SessionOrigin origin, boolean forOneHandshake) {
		if (handler instanceof WebSocketHttpRequestHandler original) {
			return decorateWebSocket(original, origin, forOneHandshake);
		}
		if (handler instanceof SockJsHttpRequestHandler original) {
			return decorateSockJs(original, origin, forOneHandshake);
		}
		return handler;
	}

	private Object decorateWebSocket(WebSocketHttpRequestHandler original, SessionOrigin origin,
			boolean forOneHandshake) {
		WebSocketHandler handler = original.getWebSocketHandler();
		if (isSubclass(original, WebSocketHttpRequestHandler.class, handler)) {
			return original;
		}
		WebSocketHandler decorated = decorate(handler, origin, forOneHandshake);
		if (decorated == handler) {
			return original;
		}
		WebSocketHttpRequestHandler copy = new WebSocketHttpRequestHandler(decorated, original.getHandshakeHandler());
		copy.setHandshakeInterceptors(original.getHandshakeInterceptors());
		return copy;
	}

	private Object decorateSockJs(SockJsHttpRequestHandler original, SessionOrigin origin, boolean forOneHandshake) {
		WebSocketHandler handler = original.getWebSocketHandler();
		if (isSubclass(original, SockJsHttpRequestHandler.class, handler)) {
			return original;
		}
		WebSocketHandler decorated = decorate(handler, origin, forOneHandshake);
		return (decorated != handler) ? new SockJsHttpRequestHandler(original.getSockJsService(), decorated) : original;
	}

	/**
	 * Decorate below the two decorators that the constructors of the request handlers add
	 * again, so that an exception is seen before it becomes a close.
	 * @return the decorated handler, or the same handler if it must not be decorated
	 */
	private WebSocketHandler decorate(WebSocketHandler handler, SessionOrigin origin, boolean forOneHandshake) {
		WebSocketHandler inner = strip(strip(handler, ExceptionWebSocketHandlerDecorator.class),
				LoggingWebSocketHandlerDecorator.class);
		if (inner instanceof CloseEventWebSocketHandler known) {
			// Decorated as a bean, where its path was not known yet.
			CloseEventWebSocketHandler completed = known.withOrigin(origin, forOneHandshake);
			return (completed != known) ? completed : handler;
		}
		return this.decoratorFactory.decorate(inner, origin, forOneHandshake);
	}

	/**
	 * Refuse a request that would open a session, if the application is about to stop and
	 * takes no new ones. The requests of open SockJS sessions go on.
	 * @param request the request
	 * @param response the response, which is 503 if the request is refused
	 * @param handler what {@link #isWebSocket} is about
	 * @return whether the request is answered
	 */
	boolean refuses(HttpServletRequest request, HttpServletResponse response, Object handler) {
		String retryAfter = this.decoratorFactory.getTracker().getRetryAfter();
		if (retryAfter == null || (handler instanceof SockJsHttpRequestHandler && isOfOpenSession(request))) {
			return false;
		}
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
		return true;
	}

	/**
	 * Whether the path is that of an open session: it ends with the id of the session and
	 * its transport.
	 */
	private boolean isOfOpenSession(HttpServletRequest request) {
		String[] segments = StringUtils.tokenizeToStringArray(request.getRequestURI(), "/");
		return segments.length > 1 && this.decoratorFactory.getTracker().isSockJsOpen(segments[segments.length - 2]);
	}

	private static WebSocketHandler strip(WebSocketHandler handler,
			Class<? extends WebSocketHandlerDecorator> decorator) {
		return (handler.getClass() == decorator) ? ((WebSocketHandlerDecorator) handler).getDelegate() : handler;
	}

	/**
	 * A copy would lose what a subclass overrides.
	 */
	private boolean isSubclass(Object requestHandler, Class<?> type, WebSocketHandler handler) {
		Class<?> actual = requestHandler.getClass();
		if (actual == type) {
			return false;
		}
		if (!CloseEventWebSocketHandlerDecoratorFactory.isDecorated(handler) && this.warned.add(actual)) {
			logger.warn("Sessions opened through " + actual.getName() + " will have no close event: a subclass of "
					+ type.getSimpleName() + " cannot be replaced. Decorate its WebSocketHandler with the bean of type "
					+ CloseEventWebSocketHandlerDecoratorFactory.class.getSimpleName()
					+ " before you pass it to the constructor.");
		}
		return true;
	}

	/**
	 * Whether this is one of the request handlers through which WebSockets open.
	 * @param handler any object that handles requests
	 * @return {@code true} if {@link #decorate} may return a copy
	 */
	public static boolean isWebSocket(Object handler) {
		return handler instanceof WebSocketHttpRequestHandler || handler instanceof SockJsHttpRequestHandler;
	}

}
