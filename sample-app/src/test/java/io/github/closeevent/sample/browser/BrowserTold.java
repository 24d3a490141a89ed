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

/**
 * What a browser's {@code CloseEvent} said, as the page shows it.
 */
record BrowserTold(int code, String reason, boolean wasClean) {

	static BrowserTold clean(int code, String reason) {
		return new BrowserTold(code, reason, true);
	}

	static BrowserTold notClean(int code, String reason) {
		return new BrowserTold(code, reason, false);
	}

	static BrowserTold of(Map<String, String> data) {
		return new BrowserTold(Integer.parseInt(data.get("code")), data.get("reason"),
				Boolean.parseBoolean(data.get("clean")));
	}

}
