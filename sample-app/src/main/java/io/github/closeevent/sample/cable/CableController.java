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

package io.github.closeevent.sample.cable;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Lays and pulls cables. The methods are ones that a browser lets no other site call.
 */
@RestController
class CableController implements DisposableBean {

	private static final int LIMIT = 100;

	private static final Duration UNUSED_LIMIT = Duration.ofSeconds(5);

	private final Map<String, Cable> cables = new ConcurrentHashMap<>();

	private final ExecutorService executor = Executors.newCachedThreadPool(threads());

	private static CustomizableThreadFactory threads() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("cable-");
		threads.setDaemon(true);
		return threads;
	}

	/**
	 * Lay a cable.
	 * @param key the name by which it is pulled
	 * @return the port of this machine at which it ends
	 */
	@PutMapping("/cables/{key:[A-Za-z0-9-]{1,40}}")
	@ResponseStatus(HttpStatus.CREATED)
	Map<String, Integer> lay(@PathVariable String key, HttpServletRequest request) throws IOException {
		if (this.cables.size() >= LIMIT) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "There are " + LIMIT + " cables already");
		}
		Cable cable = new Cable(request.getLocalPort(), this.executor, UNUSED_LIMIT);
		if (this.cables.putIfAbsent(key, cable) != null) {
			cable.close();
			throw new ResponseStatusException(HttpStatus.CONFLICT, "There is a cable of this name");
		}
		this.executor.execute(() -> {
			cable.run();
			this.cables.remove(key);
		});
		return Map.of("port", cable.getPort());
	}

	/**
	 * Pull a cable. Nothing happens if it is gone.
	 */
	@DeleteMapping("/cables/{key}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void pull(@PathVariable String key) throws IOException {
		Cable cable = this.cables.get(key);
		if (cable != null) {
			cable.close();
		}
	}

	@Override
	public void destroy() throws IOException {
		for (Cable cable : this.cables.values()) {
			cable.close();
		}
		this.executor.shutdownNow();
	}

}
