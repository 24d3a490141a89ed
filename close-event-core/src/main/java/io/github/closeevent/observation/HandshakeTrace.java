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

package io.github.closeevent.observation;

import org.jspecify.annotations.Nullable;

/**
 * The trace in which a session was opened. Keeps the ids alone: a span would stay in
 * memory for as long as the session is open.
 *
 * @param traceId the id of the trace
 * @param spanId the id of the span of the handshake
 * @param sampled whether the span is exported, or {@code null} if it is not decided
 * @since 0.1.0
 */
public record HandshakeTrace(String traceId, String spanId, @Nullable Boolean sampled) {

}
