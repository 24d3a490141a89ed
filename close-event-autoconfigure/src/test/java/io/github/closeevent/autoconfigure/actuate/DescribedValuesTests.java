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

package io.github.closeevent.autoconfigure.actuate;

import java.net.InetSocketAddress;
import java.util.List;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.history.SessionEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DescribedValues}.
 */
class DescribedValuesTests {

	private final DescribedValues values = new DescribedValues(new Sanitizer(), true);

	@Test
	void remoteAddressIsNumbersAndAPort() {
		assertThat(describe(new InetSocketAddress("192.0.2.1", 50000))).isEqualTo("192.0.2.1:50000");
	}

	@Test
	void remoteAddressOfVersionSixHasBrackets() {
		assertThat(describe(new InetSocketAddress("::1", 80))).isEqualTo("[0:0:0:0:0:0:0:1]:80");
	}

	@Test
	void remoteAddressThatIsANameStaysOne() {
		assertThat(describe(InetSocketAddress.createUnresolved("peer", 80))).isEqualTo("peer:80");
	}

	@Test
	void remoteAddressMayNotBeKnown() {
		assertThat(describe(null)).isNull();
	}

	private @Nullable String describe(@Nullable InetSocketAddress address) {
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("a-1").remoteAddress(address).build();
		return this.values.describe(SessionEntry.of(session, List.of())).remoteAddress();
	}

}
