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

package io.github.closeevent.reactive;

import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.server.Servers;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Follows sessions as on a version of Spring, or of the server, whose internals are not
 * known.
 */
@Configuration(proxyBeanMethods = false)
public class DegradedReactiveTracking {

	@Bean
	SessionCloseTracker degradedTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings) {
		return new SessionCloseTracker(records, watch, publisher, settings, true, Servers.none(),
				NativeSessions.find("getWhatIsNotThere"));
	}

}
