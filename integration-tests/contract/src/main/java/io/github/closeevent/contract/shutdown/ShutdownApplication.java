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

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.session.SessionRecords;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * An application in a process of its own. It says on its standard output when it is
 * ready, what its listener hears, and how many sessions are left when its beans are
 * destroyed.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ShutdownApplication {

	/**
	 * Begins the line that names the port.
	 */
	static final String READY = "READY ";

	/**
	 * Begins the last line of the listener, which names the sessions that are left.
	 */
	static final String LEFT = "LEFT ";

	/**
	 * Starts the application.
	 * @param args the class with the endpoints, and Spring Boot's arguments
	 * @throws ClassNotFoundException if there is no such class
	 */
	public static void main(String[] args) throws ClassNotFoundException {
		endWithParent();
		Class<?> endpoints = Class.forName(args[0]);
		ConfigurableApplicationContext context = new SpringApplicationBuilder(ShutdownApplication.class, endpoints)
			.run(Arrays.copyOfRange(args, 1, args.length));
		int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
		System.out.println(READY + port);
	}

	/**
	 * A test that was killed leaves nobody behind.
	 */
	private static void endWithParent() {
		Thread thread = new Thread(() -> {
			try {
				while (System.in.read() >= 0) {
					// Nothing is ever said.
				}
			}
			catch (IOException ex) {
				// It is gone as well.
			}
			Runtime.getRuntime().halt(1);
		}, "parent");
		thread.setDaemon(true);
		thread.start();
	}

	@Bean
	Listener listener(SessionRecords records) {
		return new Listener(records);
	}

	/**
	 * Says what it hears.
	 */
	static class Listener implements DisposableBean {

		private final SessionRecords records;

		Listener(SessionRecords records) {
			this.records = records;
		}

		@EventListener
		void closed(CloseEvent event) {
			System.out.println(HeardEvent.of(event).line());
		}

		@Override
		public void destroy() {
			System.out.println(LEFT + this.records.size());
		}

	}

}
