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

package io.github.closeevent.benchmarks.spring;

import java.util.Arrays;
import java.util.Objects;

import io.github.closeevent.benchmarks.control.Control;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Starts the application. The first argument is the class of its WebSocket configuration,
 * the others are Spring Boot's. With {@code --benchmark.listener=true} there is one
 * listener, else close-event need not be on the class path.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ LastCallback.class, PingController.class })
public class BenchmarkServer {

	/**
	 * Start the server.
	 * @param args the arguments
	 * @throws ClassNotFoundException if the first is no class
	 */
	public static void main(String[] args) throws ClassNotFoundException {
		Control control = Control.start();
		SpringApplication application = new SpringApplication(BenchmarkServer.class, Class.forName(args[0]));
		if (Arrays.asList(args).contains("--benchmark.listener=true")) {
			application.addPrimarySources(Arrays.asList(Listener.class));
		}
		application.addInitializers((context) -> context.getBeanFactory().registerSingleton("control", control));
		ConfigurableApplicationContext context = application.run(Arrays.copyOfRange(args, 1, args.length));
		WebServer server = ((WebServerApplicationContext) context).getWebServer();
		control.ready(Objects.requireNonNull(server).getPort());
	}

}
