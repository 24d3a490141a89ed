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

package io.github.closeevent;

import java.util.List;

/**
 * What became of the sessions that a {@link WebSocketCloser} was asked to close. Each is
 * in one of the lists. One that ended for another reason before it could be closed is
 * where its own {@link CloseEvent} puts it.
 *
 * @param clean the sessions that ended with a complete closing handshake
 * @param notClean the sessions that ended without one: the peer did not answer in time,
 * or was gone, or the server does not wait for an answer
 * @param refused the sessions that their server refused to close, and that are still open
 * @since 0.1.0
 */
public record CloseReport(List<WebSocketSessionInfo> clean, List<WebSocketSessionInfo> notClean,
		List<WebSocketSessionInfo> refused) {

	/**
	 * Create a report.
	 * @param clean the sessions that ended clean; copied
	 * @param notClean the sessions that did not; copied
	 * @param refused the sessions that are still open; copied
	 */
	public CloseReport {
		clean = List.copyOf(clean);
		notClean = List.copyOf(notClean);
		refused = List.copyOf(refused);
	}

	/**
	 * Return how many sessions were asked to close.
	 * @return the number of sessions in all lists
	 */
	public int asked() {
		return this.clean.size() + this.notClean.size() + this.refused.size();
	}

	/**
	 * Return the figures only.
	 * @return for example {@code CloseReport[asked=3, clean=2, notClean=1, refused=0]}
	 */
	@Override
	public String toString() {
		return "CloseReport[asked=" + asked() + ", clean=" + this.clean.size() + ", notClean=" + this.notClean.size()
				+ ", refused=" + this.refused.size() + "]";
	}

}
