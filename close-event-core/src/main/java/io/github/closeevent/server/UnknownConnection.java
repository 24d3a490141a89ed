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

package io.github.closeevent.server;

import java.util.function.BooleanSupplier;

import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;

/**
 * A connection that cannot be asked: all that is known is whether the session is open.
 */
final class UnknownConnection implements Connection {

	private final BooleanSupplier open;

	private final boolean layered;

	UnknownConnection(BooleanSupplier open, boolean layered) {
		this.open = open;
		this.layered = layered;
	}

	@Override
	public ConnectionState getState() {
		return new ConnectionState((isOpen()) ? Phase.OPEN : Phase.ENDED, false, null, false);
	}

	private boolean isOpen() {
		try {
			return this.open.getAsBoolean();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	@Override
	public boolean isSettled() {
		return false;
	}

	@Override
	public boolean reportsInsideClose() {
		return false;
	}

	@Override
	public boolean isLayered() {
		return this.layered;
	}

	@Override
	public boolean isExact() {
		return false;
	}

}
