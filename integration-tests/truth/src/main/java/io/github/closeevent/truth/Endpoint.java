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

package io.github.closeevent.truth;

import java.util.List;

/**
 * What the contract was run on.
 *
 * @param server the server, such as {@code Tomcat}
 * @param flavour what runs on it: {@code Raw}, {@code WebFlux}, ...
 */
record Endpoint(String server, String flavour) implements Comparable<Endpoint> {

	private static final String REACTIVE = "WebFlux";

	private static final List<String> SERVERS = List.of("Tomcat", "Jetty", "Netty");

	private static final List<String> FLAVOURS = List.of("Raw", "Stomp", "SockJs", "StompSockJs", "SockJsHttp");

	/**
	 * Read the name of a test class.
	 * @param name a name such as {@code SockJsContractOnTomcatTests}
	 * @return the endpoint
	 */
	static Endpoint ofTestClass(String name) {
		String[] words = name.replaceFirst("Tests$", "").split("ContractOn");
		if (words.length != 2) {
			throw new IllegalArgumentException(name + " is not named as SockJsContractOnTomcatTests is");
		}
		return new Endpoint(words[1], words[0]);
	}

	boolean isReactive() {
		return this.flavour.equals(REACTIVE);
	}

	boolean isSockJs() {
		return this.flavour.contains("SockJs");
	}

	/**
	 * Return how readers call the flavour.
	 * @return the name
	 */
	String flavourName() {
		return switch (this.flavour) {
			case "Raw" -> "raw";
			case "Stomp" -> "STOMP";
			case "SockJs" -> "SockJS";
			case "StompSockJs" -> "STOMP over SockJS";
			case "SockJsHttp" -> "SockJS over HTTP";
			default -> this.flavour;
		};
	}

	@Override
	public int compareTo(Endpoint other) {
		int rank = Integer.compare(rank(), other.rank());
		return (rank != 0) ? rank : toString().compareTo(other.toString());
	}

	private int rank() {
		return (isReactive() ? 1000 : 0) + rank(SERVERS, this.server) * 100 + rank(FLAVOURS, this.flavour);
	}

	private static int rank(List<String> known, String name) {
		int index = known.indexOf(name);
		return (index >= 0) ? index : known.size();
	}

}
