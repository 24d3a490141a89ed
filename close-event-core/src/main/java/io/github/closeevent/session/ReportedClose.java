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

/**
 * What the container said when it called back, and what the connection knew then.
 *
 * @param code the code reported
 * @param reason the reason reported
 * @param state the connection's state in the callback
 * @param idle whether the connection's idle limit had passed
 * @param thread the thread that called back
 * @param nanoTime when, by {@link System#nanoTime()}
 * @since 0.1.0
 */
public record ReportedClose(int code, String reason, ConnectionState state, boolean idle, Thread thread,
		long nanoTime) {

}
