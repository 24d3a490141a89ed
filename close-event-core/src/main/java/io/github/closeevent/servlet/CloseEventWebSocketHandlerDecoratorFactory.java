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

import org.springframework.util.Assert;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketHandlerDecoratorFactory;

/**
 * Decorates handlers so that their sessions have a close event. Applications need it only
 * for handlers that no hook reaches, for example in a subclass of
 * {@code WebSocketHttpRequestHandler}:
 *
 * <pre class="code">
 * super(decoratorFactory.decorate(handler));
 * </pre>
 *
 * Decorating twice does no harm: a handler that is decorated already is returned as it
 * is.
 *
 * @since 0.1.0
 */
public final class CloseEventWebSocketHandlerDecoratorFactory implements WebSocketHandlerDecoratorFactory {

	private final SessionCloseTracker tracker;

	public CloseEventWebSocketHandlerDecoratorFactory(SessionCloseTracker tracker) {
		Assert.notNull(tracker, "'tracker' must not be null");
		this.tracker = tracker;
	}

	SessionCloseTracker getTracker() {
		return this.tracker;
	}

	@Override
	public WebSocketHandler decorate(WebSocketHandler handler) {
		return (isDecorated(handler)) ? handler : decorate(handler, SessionOrigin.SERVER, false);
	}

	/**
	 * Decorate a handler, even if one of our decorators is inside: the outermost follows
	 * a session, and the others let it pass.
	 * @param handler the handler
	 * @param origin where its sessions come from
	 * @param forOneHandshake whether the decorator is used for no other session
	 */
	WebSocketHandler decorate(WebSocketHandler handler, SessionOrigin origin, boolean forOneHandshake) {
		WebSocketHandler inner = (StompWebSocketHandler.isStomp(handler))
				? new StompWebSocketHandler(handler, this.tracker) : handler;
		return new CloseEventWebSocketHandler(inner, this.tracker, origin, forOneHandshake);
	}

	/**
	 * Decorate Spring's STOMP layer itself, so that its closes are known as its own. For
	 * the first place among the decorator factories of the STOMP transport.
	 * @param handler the STOMP handler
	 * @return the decorated handler
	 */
	public WebSocketHandler decorateStomp(WebSocketHandler handler) {
		return new StompWebSocketHandler(handler, this.tracker);
	}

	/**
	 * Whether one of our decorators is in a chain of decorators.
	 */
	static boolean isDecorated(WebSocketHandler handler) {
		WebSocketHandler candidate = handler;
		while (candidate instanceof WebSocketHandlerDecorator decorator) {
			if (candidate instanceof CloseEventWebSocketHandler) {
				return true;
			}
			candidate = decorator.getDelegate();
		}
		return false;
	}

}
