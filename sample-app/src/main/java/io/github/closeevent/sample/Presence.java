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

package io.github.closeevent.sample;

import io.github.closeevent.Clean;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import io.github.closeevent.CloseInitiator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hears how sessions ended, whatever they were opened over: all of them, those that were
 * lost, and those that this end removed.
 */
@Component
class Presence {

	private static final Logger logger = LoggerFactory.getLogger(Presence.class);

	@EventListener
	void closed(CloseEvent event) {
		logger.info("{}", event);
	}

	@CloseEventListener(paths = "/chat/**", clean = Clean.NO)
	void lost(CloseEvent event) {
		logger.warn("{} left the chat without a word", event.getSession().getId());
	}

	@CloseEventListener(codes = { "4001", "4100-4199" }, initiators = CloseInitiator.APPLICATION)
	void removed(CloseEvent event) {
		logger.warn("{} was removed: {}", event.getSession().getId(), event.getCloseCode());
	}

}
