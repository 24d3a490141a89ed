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

package io.github.closeevent.autoconfigure.browser;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.ReconnectPolicy;
import io.github.closeevent.autoconfigure.CloseEventClientProperties;
import io.github.closeevent.autoconfigure.CloseEventReconnectAutoConfiguration;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Auto-configuration of the files that an application of WebFlux serves browsers.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventReconnectAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.function.server.RouterFunction")
@ConditionalOnProperty(name = "close-event.client.enabled", havingValue = "true")
@ImportRuntimeHints(BrowserFileRuntimeHints.class)
public final class CloseEventReactiveBrowserAutoConfiguration {

	/**
	 * Comes before routes of the application that take whatever is left.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	RouterFunction<ServerResponse> closeEventBrowserRoutes(CloseEventClientProperties properties,
			ReconnectPolicy policy, CloseCodes codes) {
		RouterFunctions.Builder routes = RouterFunctions.route();
		for (BrowserFile file : BrowserFile.all(policy, codes)) {
			routes.route(
					RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
						.and(RequestPredicates.path(properties.getPath() + "/" + file.name())),
					(request) -> serve(file));
		}
		return routes.build();
	}

	private static Mono<ServerResponse> serve(BrowserFile file) {
		return ServerResponse.ok()
			.contentType(file.type())
			.cacheControl(CacheControl.noCache())
			.eTag(file.etag())
			.bodyValue(file.content());
	}

}
