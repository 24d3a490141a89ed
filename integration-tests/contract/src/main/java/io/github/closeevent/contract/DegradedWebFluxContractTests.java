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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.reactive.DegradedReactiveTracking;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebFlux on a server whose internals are not known.
 */
public abstract class DegradedWebFluxContractTests extends DegradedContractTests {

	@Override
	protected Class<?> application() {
		return DegradedApplication.class;
	}

	/**
	 * Reactor Netty says that it refused what it read; the others do not say why.
	 */
	@Override
	protected void assertLost(CloseEvent event) {
		assertThat(event.getInitiator()).isIn(CloseInitiator.NETWORK, CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isIn(1006, 1002);
		assertThat(event.wasClean()).isFalse();
	}

	/**
	 * What runs on the server.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ WebFluxContractTests.Application.class, DegradedReactiveTracking.class })
	public static class DegradedApplication {

	}

}
