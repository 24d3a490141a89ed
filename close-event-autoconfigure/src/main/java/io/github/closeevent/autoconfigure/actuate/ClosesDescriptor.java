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

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer with closes.
 *
 * @param closes the closes, newest first
 * @param matched how many of those that are kept match, which may be more
 * @param recorded how many there were since the application has started
 * @param capacity how many are kept
 */
record ClosesDescriptor(List<CloseDescriptor> closes, int matched, long recorded,
		int capacity) implements OperationResponseBody {

}
