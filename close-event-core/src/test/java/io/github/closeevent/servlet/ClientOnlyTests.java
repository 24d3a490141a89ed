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

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CloseEventWebSocketClients} in applications with no more than a client needs.
 */
class ClientOnlyTests {

	@ParameterizedTest
	@ValueSource(strings = { "spring-messaging", "spring-webmvc",
			"spring-messaging|spring-webmvc|jakarta.servlet-api" + "|tomcat-embed-core|tomcat-embed-websocket|jetty-.*",
			"jetty-ee11-websocket-jakarta-common", "jetty-websocket-jetty-common" })
	void clientHasAnEventWithout(String libraries) throws Exception {
		assertThat(runWithout(libraries)).isEqualTo("4001");
	}

	private static Object runWithout(String libraries) throws Exception {
		try (URLClassLoader loader = new URLClassLoader(classPathWithout(libraries),
				ClassLoader.getPlatformClassLoader())) {
			Class<?> scenario = loader.loadClass(Connects.class.getName());
			return ((Callable<?>) scenario.getDeclaredConstructor().newInstance()).call();
		}
	}

	private static URL[] classPathWithout(String libraries) throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
		for (String entry : entries) {
			if (!Path.of(entry).getFileName().toString().matches("(" + libraries + ")-\\d.*")) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		assertThat(urls).as("what the test leaves out").hasSizeLessThan(entries.length);
		return urls.toArray(URL[]::new);
	}

	public static class Connects implements Callable<String> {

		@Override
		public String call() throws Exception {
			try (ClientTrackers trackers = new ClientTrackers()) {
				// As Spring does when it looks for the callbacks of a bean.
				SessionCloseTracker.class.getMethods();
				CloseEventWebSocketClients.class.getMethods();
				FakeWebSocketClient delegate = new FakeWebSocketClient();
				WebSocketClient client = new CloseEventWebSocketClients(trackers.tracker(true)).decorate(delegate);
				client.execute(new RecordingHandler(), null, URI.create("ws://feed"));
				FakeWebSocketSession session = new FakeWebSocketSession("1");
				delegate.handler.afterConnectionEstablished(session);
				session.end();
				delegate.handler.afterConnectionClosed(session, new CloseStatus(4001));
				return String.valueOf(trackers.events.poll(10, TimeUnit.SECONDS).getCode());
			}
		}

	}

}
