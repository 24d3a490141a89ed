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

package io.github.closeevent.listener;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.event.TransactionalEventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CloseEventListener} in applications without the optional libraries.
 */
class MissingLibraryTests {

	@Test
	void listensWithoutSpringTx() throws Exception {
		assertThat(runWithout(Listens.class, "spring-tx")).isEqualTo("[1006]");
	}

	@Test
	void annotationForTransactionsIsUnseenWithoutSpringTx() throws Exception {
		assertThat(runWithout(ListensTransactionally.class, "spring-tx")).isEqualTo("[1006]");
	}

	@Test
	void listensWithoutSpringWeb() throws Exception {
		assertThat(runWithout(Listens.class, "spring-web")).isEqualTo("[1006]");
	}

	@Test
	void pathsWithoutSpringWebAreRefused() throws Exception {
		assertThat(runWithout(ListensToPaths.class, "spring-web")).asString()
			.contains(": paths = \"/chat/**\" needs spring-web, which is not on the class path. "
					+ "Add org.springframework:spring-web");
	}

	private static Object runWithout(Class<? extends Callable<?>> scenario, String library) throws Exception {
		try (URLClassLoader loader = new URLClassLoader(classPathWithout(library),
				ClassLoader.getPlatformClassLoader())) {
			return ((Callable<?>) loader.loadClass(scenario.getName()).getDeclaredConstructor().newInstance()).call();
		}
	}

	private static URL[] classPathWithout(String library) throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		List<String> left = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (Path.of(entry).getFileName().toString().matches(library + "-\\d.*")) {
				left.add(entry);
			}
			else {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		assertThat(left).as("what the test leaves out").hasSize(1);
		return urls.toArray(URL[]::new);
	}

	public static class Listens implements Callable<String> {

		@Override
		public String call() {
			try (ListenerContext context = ListenerContext.with(Listener.class)) {
				return context.publishCodes(1000, 1006).heard().toString();
			}
		}

	}

	public static class ListensTransactionally implements Callable<String> {

		@Override
		public String call() {
			try (ListenerContext context = ListenerContext.with(TransactionalListener.class)) {
				return context.publishCodes(1000, 1006).heard().toString();
			}
		}

	}

	public static class ListensToPaths implements Callable<String> {

		@Override
		public String call() {
			return ListenerContext.failure(PathListener.class).getMessage();
		}

	}

	static class Listener {

		@Autowired
		private Heard heard;

		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event) {
			this.heard.add(event);
		}

	}

	static class TransactionalListener {

		@Autowired
		private Heard heard;

		@CloseEventListener(codes = "1006")
		@TransactionalEventListener
		void closed(CloseEvent event) {
			this.heard.add(event);
		}

	}

	static class PathListener {

		@CloseEventListener(paths = "/chat/**")
		void closed(CloseEvent event) {
		}

	}

}
