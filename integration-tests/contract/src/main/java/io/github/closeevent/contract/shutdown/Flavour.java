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

package io.github.closeevent.contract.shutdown;

import io.github.closeevent.contract.StompFrames;

/**
 * How a client talks to an application over a WebSocket.
 *
 * @param endpoints the name of the class with the endpoints of the application
 * @param path the path of a session, with a place for the id of its client
 * @param welcome the beginning of the message by which the server opens, or an empty text
 * if it opens without
 * @param greeting what a client sends then
 * @param answer the beginning of the message that the greeting is answered with
 * @param flood what a client sends that wants more than it can read
 */
public record Flavour(String endpoints, String path, String welcome, String greeting, String answer, String flood) {

	/**
	 * Raw messages.
	 * @return the flavour
	 */
	public static Flavour raw() {
		return raw(ServletEndpoints.Raw.class.getName());
	}

	/**
	 * Raw messages on WebFlux.
	 * @return the flavour
	 */
	public static Flavour webFlux() {
		return raw(ReactiveEndpoints.Raw.class.getName());
	}

	private static Flavour raw(String endpoints) {
		return new Flavour(endpoints, "/raw?client=%s", "", "hello", "hello", "flood");
	}

	/**
	 * SockJS over its WebSocket transport.
	 * @return the flavour
	 */
	public static Flavour sockJs() {
		return new Flavour(ServletEndpoints.SockJs.class.getName(), "/sockjs/000/%s/websocket", "o", "[\"hello\"]",
				"a[\"hello\"]", "[\"flood\"]");
	}

	/**
	 * STOMP.
	 * @return the flavour
	 */
	public static Flavour stomp() {
		return new Flavour(ServletEndpoints.Stomp.class.getName(), "/stomp?client=%s", "", StompFrames.CONNECT,
				"CONNECTED", "SUBSCRIBE\nid:1\ndestination:/app/flood\n\n\0");
	}

}
