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

/**
 * One row of the {@link CloseCodeTable}, about one code or about a kind of codes.
 *
 * @param name the name of the code or of the kind of codes
 * @param description what it means
 * @param advice whether to connect again
 * @param adviceReason why
 * @since 0.1.0
 */
record CloseCodeFacts(String name, String description, ReconnectAdvice advice, String adviceReason) {

}
