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

package io.github.closeevent.contract;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import org.springframework.util.ClassUtils;

/**
 * What is tested, with its versions.
 */
final class ServerVersions {

	private ServerVersions() {
	}

	/**
	 * Find what this module's class path has.
	 * @return entries such as {@code Tomcat 11.0.22}
	 */
	static List<String> onClassPath() {
		List<String> versions = new ArrayList<>();
		versions.add("Spring Boot " + SpringBootVersion.getVersion());
		versions.add("Spring Framework " + SpringVersion.getVersion());
		addIfPresent(versions, "Tomcat", "org.apache.catalina.startup.Tomcat");
		addIfPresent(versions, "Jetty", "org.eclipse.jetty.server.Server");
		addIfPresent(versions, "Reactor Netty", "reactor.netty.http.server.HttpServer");
		return versions;
	}

	private static void addIfPresent(List<String> versions, String name, String className) {
		if (ClassUtils.isPresent(className, null)) {
			Package server = ClassUtils.resolveClassName(className, null).getPackage();
			versions.add(name + " " + server.getImplementationVersion());
		}
	}

}
