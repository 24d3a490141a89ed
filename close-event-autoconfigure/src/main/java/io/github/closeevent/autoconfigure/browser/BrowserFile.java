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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.ReconnectPolicy;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;

/**
 * A file for browsers. Made once, when the application starts; browsers ask each time
 * whether it has changed, as it does with the configuration.
 */
final class BrowserFile {

	static final Resource SCRIPT = new ClassPathResource("reconnect.js", BrowserFile.class);

	private static final MediaType JAVASCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

	private final String name;

	private final MediaType type;

	private final byte[] content;

	private final String etag;

	private BrowserFile(String name, MediaType type, String content) {
		this.name = name;
		this.type = type;
		this.content = content.getBytes(StandardCharsets.UTF_8);
		this.etag = "\"" + DigestUtils.md5DigestAsHex(this.content) + "\"";
	}

	/**
	 * Make all files. The script brings its rules along: it has nothing to load, and
	 * nothing to do if that failed.
	 */
	static List<BrowserFile> all(ReconnectPolicy policy, CloseCodes codes) {
		String json = ReconnectRules.toJson(policy, codes);
		return List.of(new BrowserFile("codes.json", MediaType.APPLICATION_JSON, json),
				new BrowserFile("reconnect.js", JAVASCRIPT, "const rules = " + json + ";\n" + script()));
	}

	private static String script() {
		try {
			return SCRIPT.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String name() {
		return this.name;
	}

	MediaType type() {
		return this.type;
	}

	byte[] content() {
		return this.content;
	}

	String etag() {
		return this.etag;
	}

}
