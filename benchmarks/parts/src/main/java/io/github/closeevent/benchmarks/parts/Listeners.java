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

package io.github.closeevent.benchmarks.parts;

import java.util.concurrent.CountDownLatch;

import io.github.closeevent.Clean;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import io.github.closeevent.CloseInitiator;

import org.springframework.context.event.EventListener;

/**
 * The listeners of an application. Each hears the event.
 */
public enum Listeners {

	/**
	 * Hears the event of plain Spring.
	 */
	SPRING(OfSpring.class),

	/**
	 * Hears every close.
	 */
	PLAIN(Plain.class),

	/**
	 * Is ours, and hears every close.
	 */
	UNFILTERED(Unfiltered.class),

	/**
	 * Hears some codes, clean, of some initiators.
	 */
	FILTERED(Filtered.class),

	/**
	 * Hears closes of some paths.
	 */
	PATHS(Paths.class),

	/**
	 * Hears closes of paths that match a pattern.
	 */
	PATTERNS(Patterns.class),

	/**
	 * Has a condition in SpEL.
	 */
	SPEL(Spel.class),

	/**
	 * Says that it has heard a close.
	 */
	AWAITED(Awaited.class);

	private final Class<?> type;

	Listeners(Class<?> type) {
		this.type = type;
	}

	Class<?> getType() {
		return this.type;
	}

	/**
	 * {@link #SPRING}.
	 */
	static class OfSpring {

		private int heard;

		@EventListener
		void closed(SpringCloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #PLAIN}.
	 */
	static class Plain {

		private int heard;

		@EventListener
		void closed(CloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #UNFILTERED}.
	 */
	static class Unfiltered {

		private int heard;

		@CloseEventListener
		void closed(CloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #FILTERED}.
	 */
	static class Filtered {

		private int heard;

		@CloseEventListener(codes = { "1000-1003", "1006", "4000-4099" }, clean = Clean.YES,
				initiators = { CloseInitiator.PEER, CloseInitiator.NETWORK })
		void closed(CloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #PATHS}.
	 */
	static class Paths {

		private int heard;

		@CloseEventListener(paths = "/chat/**")
		void closed(CloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #PATTERNS}.
	 */
	static class Patterns {

		private int heard;

		@CloseEventListener(paths = "/chat/rooms/{id}")
		void closed(CloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #SPEL}.
	 */
	static class Spel {

		private int heard;

		@EventListener(condition = "#event.wasClean && #event.code == 1000")
		void closed(CloseEvent event) {
			this.heard++;
		}

	}

	/**
	 * {@link #AWAITED}.
	 */
	static class Awaited {

		static volatile CountDownLatch left = new CountDownLatch(0);

		@EventListener
		void closed(CloseEvent event) {
			left.countDown();
		}

	}

}
