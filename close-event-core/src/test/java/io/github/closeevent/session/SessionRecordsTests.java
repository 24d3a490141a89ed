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

package io.github.closeevent.session;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionRecords}.
 */
class SessionRecordsTests {

	private final SessionRecords records = new SessionRecords();

	@Test
	void idsAreUnique() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			ids.add(this.records.nextId());
		}
		assertThat(ids).hasSize(10_000);
	}

	@Test
	void idsAreUniqueAmongThreads() throws InterruptedException {
		Set<String> ids = ConcurrentHashMap.newKeySet();
		Thread[] threads = new Thread[4];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				for (int j = 0; j < 5_000; j++) {
					ids.add(this.records.nextId());
				}
			});
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(ids).hasSize(20_000);
	}

	@Test
	void idsOfAnotherStartAreOthers() {
		assertThat(new SessionRecords().nextId()).isNotEqualTo(new SessionRecords().nextId());
	}

	@Test
	void recordIsFoundByItsSession() {
		Object session = new Object();
		SessionRecord record = record(session, "same");
		assertThat(this.records.add(record)).isTrue();
		assertThat(this.records.find(session)).isSameAs(record);
		assertThat(this.records.find("same")).isNull();
		assertThat(this.records.find(record.getInfo().getId())).isNull();
		assertThat(this.records.size()).isOne();
	}

	@Test
	void sessionsOfTheSameSpringIdHaveTwoRecords() {
		Object one = new Object();
		Object two = new Object();
		SessionRecord first = record(one, "same");
		SessionRecord second = record(two, "same");
		assertThat(this.records.add(first)).isTrue();
		assertThat(this.records.add(second)).isTrue();
		assertThat(this.records.find(one)).isSameAs(first);
		assertThat(this.records.find(two)).isSameAs(second);
		assertThat(this.records.size()).isEqualTo(2);
		this.records.remove(first);
		assertThat(this.records.find(one)).isNull();
		assertThat(this.records.find(two)).isSameAs(second);
	}

	@Test
	void sessionHasOneRecord() {
		Object session = new Object();
		SessionRecord first = record(session, "1");
		assertThat(this.records.add(first)).isTrue();
		assertThat(this.records.add(record(session, "1"))).isFalse();
		assertThat(this.records.find(session)).isSameAs(first);
		assertThat(this.records.size()).isOne();
	}

	@Test
	void onlyTheOwnRecordIsRemoved() {
		Object session = new Object();
		SessionRecord first = record(session, "1");
		this.records.add(first);
		this.records.remove(record(session, "1"));
		assertThat(this.records.find(session)).isSameAs(first);
		this.records.remove(first);
		assertThat(this.records.size()).isZero();
	}

	private SessionRecord record(Object session, String springId) {
		WebSocketSessionInfo info = WebSocketSessionInfo.builder(this.records.nextId())
			.webSocketSessionId(springId)
			.build();
		return new FakeSessionRecord(session, info, Map.of(), new FakeConnection());
	}

}
