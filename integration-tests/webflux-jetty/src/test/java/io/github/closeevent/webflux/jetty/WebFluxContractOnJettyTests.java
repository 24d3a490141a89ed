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

package io.github.closeevent.webflux.jetty;

import io.github.closeevent.contract.WebFluxContractTests;

/**
 * The contract on Jetty, for WebFlux.
 */
class WebFluxContractOnJettyTests extends WebFluxContractTests {

	/**
	 * Jetty ends a connection as soon as it has sent a code that it finds abnormal.
	 */
	@Override
	protected boolean awaitsAnswer(int code) {
		return code == 1000 || code == 1005 || code >= 3000;
	}

	/**
	 * The message fails the handler, for which Spring closes again, with a code that
	 * Jetty finds abnormal.
	 */
	@Override
	protected boolean awaitsAnswerAfterLateMessage() {
		return false;
	}

	/**
	 * Jetty fails the frame in either case, and counts it before it writes it.
	 */
	@Override
	protected boolean mayTakeALostFrameForSent() {
		return true;
	}

}
