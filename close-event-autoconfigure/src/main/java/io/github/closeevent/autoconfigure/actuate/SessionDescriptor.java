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

import java.time.Instant;
import java.util.Map;

import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * One session as the endpoint shows it.
 *
 * @param id the id of the session
 * @param pathPattern the pattern of its mapping
 * @param path its path, hidden
 * @param user the name of its user, hidden
 * @param remoteAddress the address of the peer, hidden
 * @param subProtocol the sub-protocol
 * @param transport what carries the session
 * @param side the side of this end
 * @param openedAt when it was established
 * @param attributes the attributes that are kept, with their values hidden, if there are
 * any
 */
record SessionDescriptor(String id, @Nullable String pathPattern, @Nullable String path, @Nullable String user,
		@Nullable String remoteAddress, @Nullable String subProtocol, String transport, WebSocketSessionInfo.Side side,
		Instant openedAt, @Nullable Map<String, @Nullable String> attributes) {

}
