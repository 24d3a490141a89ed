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

package io.github.closeevent.sample;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Says what a close code means, in the words of the registry and of this application.
 */
@RestController
class CodeController {

	private final CloseCodes codes;

	CodeController(CloseCodes codes) {
		this.codes = codes;
	}

	@GetMapping("/codes/{code}")
	CloseCode code(@PathVariable String code) {
		try {
			return this.codes.get(Integer.parseInt(code));
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"'" + code + "' is no close code, which is a number from 0 to 65535", ex);
		}
	}

}
