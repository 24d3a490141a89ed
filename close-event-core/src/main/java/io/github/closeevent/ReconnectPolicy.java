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

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * When a client should come back after a connection has ended: the {@link ReconnectAdvice
 * advice} of its code turned into a delay. Each delay is random, so that the clients of
 * one server do not return in a crowd, and with each failure the longest one grows up to
 * a limit (RFC 6455 section 7.2.3).
 * <p>
 * Immutable and safe to share between threads. Who connects counts the failures: those of
 * all attempts since a connection has last been open for {@link #getResetAfter()}.
 *
 * @since 0.1.0
 */
public final class ReconnectPolicy {

	/**
	 * Far below the 24 days beyond which a page's {@code setTimeout} fires at once.
	 */
	private static final Duration LONGEST_MAX = Duration.ofDays(1);

	/**
	 * Keeps a server that accepts, and closes with a code whose advice is now, from being
	 * asked without a pause.
	 */
	private static final Duration SHORTEST_RESET_AFTER = Duration.ofSeconds(1);

	private static final RandomGenerator SHARED_RANDOM = () -> ThreadLocalRandom.current().nextLong();

	private final Duration initial;

	private final double multiplier;

	private final Duration max;

	private final Duration resetAfter;

	private final RandomGenerator random;

	private ReconnectPolicy(Duration initial, double multiplier, Duration max, Duration resetAfter,
			RandomGenerator random) {
		this.initial = initial;
		this.multiplier = multiplier;
		this.max = max;
		this.resetAfter = resetAfter;
		this.random = random;
	}

	/**
	 * Return a policy.
	 * @param initial the longest first delay, positive
	 * @param multiplier by how much the longest delay grows with each failure, 1-100
	 * @param max what it grows to at most, not shorter than {@code initial}, a day at
	 * most
	 * @param resetAfter how long a connection has to be open so that the failures before
	 * it do not count any more, a second at least
	 * @return the policy
	 * @throws IllegalArgumentException if a value is out of its range
	 */
	public static ReconnectPolicy of(Duration initial, double multiplier, Duration max, Duration resetAfter) {
		Assert.isTrue(initial.compareTo(Duration.ofMillis(1)) >= 0, "'initial' must be a millisecond at least");
		Assert.isTrue(multiplier >= 1 && multiplier <= 100, "'multiplier' must be a number from 1 to 100");
		Assert.isTrue(max.compareTo(initial) >= 0, "'max' must not be shorter than 'initial'");
		Assert.isTrue(max.compareTo(LONGEST_MAX) <= 0, "'max' must be a day at most");
		Assert.isTrue(resetAfter.compareTo(SHORTEST_RESET_AFTER) >= 0, "'resetAfter' must be a second at least");
		return new ReconnectPolicy(initial, multiplier, max, resetAfter, SHARED_RANDOM);
	}

	/**
	 * Return this policy with another source of random numbers, such as one that a test
	 * knows beforehand.
	 * @param random the source, whose {@code nextDouble()} is used
	 * @return a copy
	 */
	public ReconnectPolicy withRandom(RandomGenerator random) {
		return new ReconnectPolicy(this.initial, this.multiplier, this.max, this.resetAfter, random);
	}

	/**
	 * Return how long to wait before the next attempt to connect. Random at each call.
	 * @param code the code that the connection ended with; 1006 for one that could not be
	 * opened
	 * @param failures how many attempts have failed in a row, not negative
	 * @return the delay, in whole milliseconds, or {@code null} not to come back
	 */
	public @Nullable Duration getDelay(CloseCode code, int failures) {
		Bounds bounds = getBounds(code, failures);
		if (bounds == null) {
			return null;
		}
		long least = bounds.least().toMillis();
		return Duration.ofMillis(least + (long) (this.random.nextDouble() * (bounds.most().toMillis() - least)));
	}

	/**
	 * Return what the delay before the next attempt to connect is chosen from.
	 * <table>
	 * <caption>Bounds by advice</caption>
	 * <tr>
	 * <th>advice</th>
	 * <th>first attempt</th>
	 * <th>after failures</th>
	 * </tr>
	 * <tr>
	 * <td>{@code NEVER}</td>
	 * <td>none</td>
	 * <td>none</td>
	 * </tr>
	 * <tr>
	 * <td>{@code NOW}</td>
	 * <td>0</td>
	 * <td>0 to <i>grown</i></td>
	 * </tr>
	 * <tr>
	 * <td>{@code LATER}</td>
	 * <td>0 to initial</td>
	 * <td>0 to <i>grown</i></td>
	 * </tr>
	 * <tr>
	 * <td>{@code LATER} of 1012</td>
	 * <td>5 to 30 seconds, as the registry has it</td>
	 * <td>the same, the second bound <i>grown</i> if that is more</td>
	 * </tr>
	 * <tr>
	 * <td>{@code LATER} of 1013</td>
	 * <td>half of max to max, because the server is overloaded</td>
	 * <td>the same</td>
	 * </tr>
	 * </table>
	 * <i>Grown</i> is initial times multiplier for each failure. Nothing is above max.
	 * @param code the code that the connection ended with
	 * @param failures how many attempts have failed in a row, not negative
	 * @return the shortest and the longest delay, or {@code null} not to come back
	 */
	public @Nullable Bounds getBounds(CloseCode code, int failures) {
		Assert.isTrue(failures >= 0, "'failures' must not be negative");
		Bounds first = switch (code.getAdvice()) {
			case NEVER -> null;
			case NOW -> new Bounds(Duration.ZERO, Duration.ZERO);
			case LATER -> later(code.getCode());
		};
		return (first == null || failures == 0) ? first
				: new Bounds(first.least(), longer(first.most(), grown(failures)));
	}

	private Bounds later(int code) {
		return switch (code) {
			case CloseCode.SERVICE_RESTART -> new Bounds(shorter(Duration.ofSeconds(5), this.max.dividedBy(2)),
					shorter(Duration.ofSeconds(30), this.max));
			case CloseCode.TRY_AGAIN_LATER -> new Bounds(this.max.dividedBy(2), this.max);
			default -> new Bounds(Duration.ZERO, this.initial);
		};
	}

	private Duration grown(int failures) {
		double millis = this.initial.toMillis() * Math.pow(this.multiplier, failures);
		return (millis < this.max.toMillis()) ? Duration.ofMillis((long) millis) : this.max;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	/**
	 * Return the longest first delay.
	 * @return the delay, positive
	 */
	public Duration getInitial() {
		return this.initial;
	}

	/**
	 * Return by how much the longest delay grows with each failure.
	 * @return the factor, 1-100
	 */
	public double getMultiplier() {
		return this.multiplier;
	}

	/**
	 * Return what the longest delay grows to at most.
	 * @return the delay, not shorter than {@link #getInitial()}
	 */
	public Duration getMax() {
		return this.max;
	}

	/**
	 * Return how long a connection has to be open so that the failures before it do not
	 * count any more. Without that a server that accepts a client and closes at once
	 * would be asked again and again as if nothing had failed.
	 * @return the time, a second at least
	 */
	public Duration getResetAfter() {
		return this.resetAfter;
	}

	/**
	 * What a delay is chosen from.
	 *
	 * @param least the shortest delay
	 * @param most the longest delay
	 */
	public record Bounds(Duration least, Duration most) {

	}

}
