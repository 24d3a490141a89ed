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

package io.github.closeevent.autoconfigure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for two contexts with web servers below one that has none, which is how Spring
 * Boot would have several servers in one application.
 */
class SiblingContextTests {

	private ConfigurableApplicationContext parent;

	private ConfigurableApplicationContext first;

	private ConfigurableApplicationContext second;

	@BeforeEach
	void start() {
		this.parent = ChildContextTests.application(ParentApplication.class, WebApplicationType.NONE).run();
		this.first = ChildContextTests
			.application(ChildContextTests.ServletChildApplication.class, WebApplicationType.SERVLET)
			.parent(this.parent)
			.run();
		this.second = ChildContextTests
			.application(ChildContextTests.ReactiveParentApplication.class, WebApplicationType.REACTIVE)
			.parent(this.parent)
			.run();
	}

	@AfterEach
	void stop() {
		this.first.close();
		this.second.close();
		this.parent.close();
	}

	@Test
	void eachClosesItsOwnSessions() {
		ClosesHeard heard = this.parent.getBean(ClosesHeard.class);
		ListeningClient ofFirst = ListeningClient.connect(this.first, "/child");
		ListeningClient ofSecond = ListeningClient.connect(this.second, "/parent");
		this.first.close();
		assertThat(ofFirst.closed()).isEqualTo(1001);
		assertThat(heard.inShort()).containsExactly("/child 1001");
		assertThat(ofSecond.isOpen()).isTrue();
		this.parent.close();
		assertThat(ofSecond.closed()).isEqualTo(1001);
		assertThat(heard.inShort()).containsExactly("/child 1001", "/parent 1001");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ClosesHeard.class)
	static class ParentApplication {

	}

}
