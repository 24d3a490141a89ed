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

import java.util.List;

import io.github.closeevent.contract.shutdown.Member.Manner;
import io.github.closeevent.contract.shutdown.Verdict.Answers;
import org.junit.jupiter.api.Test;

/**
 * A shutdown of a servlet application, whose handlers may block.
 */
public abstract class ServletShutdownContractTests extends ShutdownContractTests {

	protected ServletShutdownContractTests(Flavour flavour) {
		super(flavour);
	}

	/**
	 * A session whose handler is still being told of it is not closed before time is up,
	 * here that of the drain.
	 */
	@Test
	void sessionThatIsStillBeingOpenedIsToldAtTheDeadline() throws Exception {
		start(flavour().endpoints(), with(properties("graceful"), IMPATIENTLY));
		WebSocketMember member = new WebSocketMember("opening", Manner.ANSWERS, flavour(), Holdup.OPENING);
		this.crowd.connect(List.of(member));
		this.application.awaitLine(Holdup.LINE + Holdup.OPENING);
		this.application.terminate();
		awaitEnd(List.of(member));
		new Verdict(GOING_AWAY, Answers.MAYBE).check(List.of(member), this.application);
	}

}
