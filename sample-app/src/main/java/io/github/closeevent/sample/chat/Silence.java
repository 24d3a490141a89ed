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

package io.github.closeevent.sample.chat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.sample.SampleProperties;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Keeps a thread of the server busy, so that it neither reads nor answers.
 */
@Component
class Silence implements DisposableBean {

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final Duration duration;

	Silence(SampleProperties properties) {
		this.duration = properties.silence();
	}

	void keep() {
		try {
			if (this.stopped.await(this.duration.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("The application stops");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void destroy() {
		this.stopped.countDown();
	}

}
