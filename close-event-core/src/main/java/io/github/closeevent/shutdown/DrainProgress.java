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

package io.github.closeevent.shutdown;

/**
 * How far a drain has come.
 *
 * @param asked how many sessions it has asked to close
 * @param ended how many of them have ended
 * @param clean how many of those ended with a complete closing handshake
 * @param open how many sessions are open now, asked or not
 * @since 0.1.0
 */
public record DrainProgress(int asked, int ended, int clean, int open) {

}
