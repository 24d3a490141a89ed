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

import java.time.Duration;

import io.github.closeevent.CloseFrame;

import org.springframework.util.Assert;

/**
 * How an application closes its sessions when it stops.
 *
 * @param frame what each peer is sent
 * @param batchSize how many sessions are closed at once; more if they could not all be
 * asked in half of the timeout otherwise
 * @param interval the time between two batches, made shorter or longer at random by up to
 * a half
 * @param timeout the time that all of it may take
 * @param deliveryTimeout the time that listeners have after that to hear the last events
 * @param retryAfter when new clients may try again
 * @since 0.1.0
 */
public record DrainSettings(CloseFrame frame, int batchSize, Duration interval, Duration timeout,
		Duration deliveryTimeout, Duration retryAfter) {

	/**
	 * Create the settings.
	 * @throws IllegalArgumentException if the batch size, the timeout or the time to
	 * retry is not positive, or another duration is negative
	 */
	public DrainSettings {
		Assert.notNull(frame, "'frame' must not be null");
		Assert.isTrue(batchSize > 0, "'batchSize' must be positive");
		Assert.isTrue(!interval.isNegative(), "'interval' must not be negative");
		Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0, "'timeout' must be positive");
		Assert.isTrue(!deliveryTimeout.isNegative(), "'deliveryTimeout' must not be negative");
		Assert.isTrue(retryAfter.compareTo(Duration.ZERO) > 0, "'retryAfter' must be positive");
	}

}
