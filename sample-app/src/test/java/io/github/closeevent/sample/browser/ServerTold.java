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

package io.github.closeevent.sample.browser;

import java.util.Map;

import io.github.closeevent.CloseInitiator;

/**
 * What the server's {@code CloseEvent} said, as the page shows it.
 */
record ServerTold(int code, String reason, boolean wasClean, CloseInitiator initiator) {

	static ServerTold clean(CloseInitiator initiator, int code, String reason) {
		return new ServerTold(code, reason, true, initiator);
	}

	static ServerTold lost() {
		return new ServerTold(1006, "", false, CloseInitiator.NETWORK);
	}

	static ServerTold of(Map<String, String> data) {
		return new ServerTold(Integer.parseInt(data.get("code")), data.get("reason"),
				Boolean.parseBoolean(data.get("clean")), CloseInitiator.valueOf(data.get("initiator")));
	}

}
